"""Units of measure as news writes them: one row each, symbol, singular name, and every spelling.

Symbols are matched with their case ("W" is a watt, "w" is nothing), names without. The conversion
factors stand in :mod:`firsthand.model.units`.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple


class Unit(NamedTuple):
    """A unit: its symbol (UCUM-like, "km2"), its singular English name, and its kind of quantity."""

    symbol: str
    name: str
    kind: str = "measure"


#: symbol | name | symbols as printed (case kept) | names as printed (any case; plurals written out)
_ROWS = """
%      | percentage | % ％ | percent,per cent,percents,pc,pct,per-cent,percentage
pp     | percentage point | pp | percentage point,percentage points,percent point,percent points
bp     | basis point | bp bps | basis point,basis points
nm     | nanometre | nm | nanometer,nanometers,nanometre,nanometres
um     | micrometre | μm µm um | micron,microns,micrometer,micrometers,micrometre,micrometres
mm     | millimetre | mm | millimeter,millimeters,millimetre,millimetres
cm     | centimetre | cm cms | centimeter,centimeters,centimetre,centimetres
m      | metre | m | meter,meters,metre,metres
km     | kilometre | km kms KM Km | kilometer,kilometers,kilometre,kilometres
in     | inch | ″ ” | inch,inches
ft     | foot | ft ft. ′ | foot,feet
yd     | yard | yd yds | yard,yards
mi     | mile | mi mi. | mile,miles
nmi    | nautical mile | nmi | nautical mile,nautical miles
pc     | parsec |  | parsec,parsecs
kpc    | kiloparsec | kpc | kiloparsec,kiloparsecs
Mpc    | megaparsec | Mpc | megaparsec,megaparsecs
AU     | astronomical unit | AU au | astronomical unit,astronomical units
A      | angstrom | Å | angstrom,angstroms,ångström
ftm    | fathom |  | fathom,fathoms
fur    | furlong |  | furlong,furlongs
ly     | light-year | ly | light-year,light-years,light year,light years
m2     | square metre | m2 m² sqm,sq m,sq.m. | square meter,square meters,square metre,square metres,sq metre,sq metres
km2    | square kilometre | km2 km²,sq km,sq. km | square kilometer,square kilometers,square kilometre,square kilometres
cm2    | square centimetre | cm2 cm² | square centimetre,square centimetres,square centimeter,square centimeters
ft2    | square foot | ft2 ft² sqft,sq ft,sq. ft.,sq. ft | square foot,square feet,sq feet
in2    | square inch | in2 in²,sq in | square inch,square inches
yd2    | square yard | yd2 | square yard,square yards
mi2    | square mile | mi2,sq mi | square mile,square miles,sq mile,sq miles
acre   | acre |  | acre,acres
ha     | hectare | ha | hectare,hectares
m3     | cubic metre | m3 m³ | cubic meter,cubic meters,cubic metre,cubic metres
cm3    | cubic centimetre | cm3 cm³ cc | cubic centimetre,cubic centimetres,cubic centimeter,cubic centimeters
ft3    | cubic foot | ft3,cu ft,cu. ft. | cubic foot,cubic feet
yd3    | cubic yard | yd3 | cubic yard,cubic yards
ml     | millilitre | ml mL | milliliter,milliliters,millilitre,millilitres
cl     | centilitre | cl | centiliter,centiliters,centilitre,centilitres
l      | litre | l L | liter,liters,litre,litres
gal    | gallon | gal | gallon,gallons,us gallon,us gallons
qt     | quart | qt | quart,quarts,us quart,us quarts
pt     | pint |  | pint,pints,us pint,us pints
floz   | fluid ounce | fl oz,fl. oz. | fluid ounce,fluid ounces,us fluid ounce
bbl    | barrel | bbl bbls | barrel,barrels
bbl    | barrel of oil |  | barrel of oil,barrels of oil
mg     | milligram | mg | milligram,milligrams,milligramme,milligrammes
ug     | microgram | µg μg mcg | microgram,micrograms
g      | gram | g | gram,grams,gramme,grammes
cwt    | hundredweight | cwt | hundredweight,hundredweights
gr     | grain |  |
bu     | bushel | bu | bushel,bushels
kg     | kilogram | kg kgs Kg KG | kilogram,kilograms,kilo,kilos,kilogramme,kilogrammes
t      | tonne | t | tonne,tonnes,metric ton,metric tons
ton    | ton |  | ton,tons,short ton,short tons
lb     | pound-mass | lb lbs lb. lbs. | pound,pounds
oz     | ounce | oz oz. | ounce,ounces
ozt    | troy ounce |  | troy ounce,troy ounces
st     | stone |  |
ct     | carat | ct | carat,carats
ns     | nanosecond | ns | nanosecond,nanoseconds
ms     | millisecond | ms | millisecond,milliseconds
s      | second | sec secs | second,seconds
min    | minute | min mins min. | minute,minutes
h      | hour | h hr hrs | hour,hours
d      | day |  | day,days
wk     | week | wk wks | week,weeks
mo     | month |  | month,months
a      | year | yr yrs | year,years
decade | decade |  | decade,decades
century| century |  | century,centuries
km/h   | kilometre per hour | km/h km/hr kmh kph kmph | kilometers per hour,kilometres per hour,kilometers an hour,kilometres an hour,kilometer per hour,kilometre per hour
mph    | mile per hour | mph MPH | miles per hour,miles an hour,mile per hour,mile an hour
kn     | knot | kt kts kn | knot,knots
m/s    | metre per second | m/s | meters per second,metres per second,meter per second,metre per second
mpg    | mile per gallon | mpg MPG | miles per gallon,miles to the gallon,mile per gallon
degC   | celsius | °C ℃ C | degrees celsius,degree celsius,celsius,degrees centigrade,degrees c,°c,degree c,centigrade
degF   | fahrenheit | °F ℉ F | degrees fahrenheit,degree fahrenheit,fahrenheit,degrees f,°f,degree f
K      | kelvin |  | kelvin,kelvins,degrees kelvin
deg    | degree | ° º | degree,degrees
W      | watt | W | watt,watts
kW     | kilowatt | kW KW kw | kilowatt,kilowatts
MW     | megawatt | MW mw | megawatt,megawatts
GW     | gigawatt | GW gw | gigawatt,gigawatts
TW     | terawatt | TW | terawatt,terawatts
hp     | horsepower | hp HP PS | horsepower
bhp    | brake horsepower | bhp BHP | brake horsepower
Wh     | watt hour | Wh | watt hour,watt hours,watt-hour,watt-hours
kWh    | kilowatt hour | kWh KWh kwh | kilowatt hour,kilowatt hours,kilowatt-hour,kilowatt-hours
MWh    | megawatt hour | MWh | megawatt hour,megawatt hours,megawatt-hour,megawatt-hours
GWh    | gigawatt hour | GWh | gigawatt hour,gigawatt hours,gigawatt-hour,gigawatt-hours
TWh    | terawatt hour | TWh | terawatt hour,terawatt hours,terawatt-hour,terawatt-hours
J      | joule | J | joule,joules
kJ     | kilojoule | kJ | kilojoule,kilojoules
cal    | calorie | cal | calorie,calories
kcal   | kilocalorie | kcal | kilocalorie,kilocalories
Btu    | british thermal unit | Btu BTU | british thermal unit,british thermal units
mmBtu  | mega british thermal unit | mmBTU mmBtu MMBtu mmbtu | million british thermal units
V      | volt | V | volt,volts
kV     | kilovolt | kV | kilovolt,kilovolts
A      | ampere |  | amp,amps,ampere,amperes
mA     | milliampere | mA | milliamp,milliamps
mAh    | milliampere-hour | mAh | milliamp hour,milliamp hours
Nm     | newton metre | Nm N·m | newton metre,newton metres,newton meter,newton meters,newton-metre,newton-metres
lbft   | foot pound-force | lb-ft lb.-ft. | foot-pound,foot-pounds
lbft   | pound-foot |  | pound-foot,pound-feet,pound-feet of torque,pound feet,pound feet of torque
N      | newton |  | newton,newtons
Pa     | pascal | Pa | pascal,pascals
hPa    | hectopascal | hPa | hectopascal,hectopascals
kPa    | kilopascal | kPa | kilopascal,kilopascals
MPa    | megapascal | MPa | megapascal,megapascals
GPa    | gigapascal | GPa | gigapascal,gigapascals
mbar   | millibar | mb mbar | millibar,millibars
bar    | bar |  |
psi    | pound per square inch | psi PSI | pounds per square inch
ohm    | ohm | Ω Ω | ohm,ohms
F      | farad |  | farad,farads
uF     | microfarad | µF μF uF | microfarad,microfarads
nF     | nanofarad | nF | nanofarad,nanofarads
pF     | picofarad | pF | picofarad,picofarads
H      | henry |  | henry,henries,henrys
mH     | millihenry | mH | millihenry,millihenries
C      | coulomb |  | coulomb,coulombs
S      | siemens |  | siemens
Wb     | weber | Wb | weber,webers
T      | tesla |  | tesla,teslas
G      | gauss |  | gauss
eV     | electronvolt | eV | electronvolt,electronvolts,electron volt,electron volts
MeV    | megaelectronvolt | MeV | megaelectronvolt,megaelectronvolts
mol    | mole | mol |
lm     | lumen | lm | lumen,lumens
lx     | lux | lx | lux
cd     | candela | cd | candela,candelas
Gy     | gray | Gy |
Ci     | curie | Ci | curie,curies
atm    | atmosphere | atm |
torr   | torr | Torr | torr
mmHg   | millimetre of mercury | mmHg | millimeters of mercury,millimetres of mercury
Hz     | hertz | Hz HZ | hertz
kHz    | kilohertz | kHz | kilohertz
MHz    | megahertz | MHz | megahertz
GHz    | gigahertz | GHz | gigahertz
rpm    | revolution per minute | rpm RPM | revolutions per minute
dB     | decibel | dB | decibel,decibels
bit    | bit |  | bit,bits
kbit   | kilobit | kbit kb | kilobit,kilobits
B      | byte |  | byte,bytes
kB     | kilobyte | kB KB | kilobyte,kilobytes
MB     | megabyte | MB | megabyte,megabytes
GB     | gigabyte | GB | gigabyte,gigabytes,gig,gigs
TB     | terabyte | TB | terabyte,terabytes
PB     | petabyte | PB | petabyte,petabytes
Mbit   | megabit | Mb Mbit | megabit,megabits
Gbit   | gigabit | Gb Gbit | gigabit,gigabits
Mbit/s | megabit per second | Mbps mbps | megabits per second
Gbit/s | gigabit per second | Gbps gbps | gigabits per second
px     | pixel | px | pixel,pixels
MP     | megapixel | MP | megapixel,megapixels
ppm    | part per million | ppm | parts per million
ppb    | part per billion | ppb | parts per billion
sievert| sievert | Sv | sievert,sieverts
mSv    | millisievert | mSv | millisievert,millisieverts
Bq     | becquerel | Bq | becquerel,becquerels
mmol   | millimole | mmol | millimole,millimoles
WAR    | win above replacement | WAR |
pH     | pH |  |
"""

#: Symbols that several units share. A row holds where one of its words stands within some tokens; no row
#: holds else, and the symbol means what the table above says. Printed | symbol | name | kind | words.
_SHARED = """
F  | F      | farad         | measure | capacitor capacitors capacitance capacity charge
C  | C      | coulomb       | measure | charge charged capacitor electron electrons electrostatic
K  | K      | kelvin        | measure | temperature temperatures superconductor cooled heated absolute
H  | H      | henry         | measure | inductor inductors inductance coil
T  | T      | tesla         | measure | magnet magnets magnetic mri
G  | G      | gauss         | measure | magnet magnets magnetic
S  | S      | siemens       | measure | conductance conductivity
A  | A      | ampere        | measure | current circuit fuse battery charger socket
R  | R      | roentgen      | measure | radiation exposure irradiated
P  | P      | poise         | measure | viscosity viscous
b  | bit    | bit           | measure | file files memory data network download bandwidth
b  | barn   | barn          | measure | nucleus nuclei neutron neutrons scattering
B  | B      | byte          | measure | file files memory data disk download storage
B  | bel    | bel           | measure | sound noise loudness acoustic
″  | arcsec | second of arc | measure | angle angular telescope star stars arc latitude longitude
′  | arcmin | minute of arc | measure | angle angular telescope star stars arc latitude longitude
kn | HRK    | croatian kuna | money   | cost costs price prices priced paid pay pays ticket budget croatia croatian
kr | NOK    | norwegian krone | money | norway norwegian oslo
kr | DKK    | danish krone  | money   | denmark danish copenhagen
kr | ISK    | icelandic krona | money | iceland icelandic reykjavik
¥  | CNY    | chinese yuan  | money   | china chinese beijing shanghai yuan renminbi
"""

_KINDS = {"%": "percentage", "pp": "percentage", "bp": "percentage"}


def _tokens(spelling: str) -> tuple[str, ...]:
    """Cut a spelling as the tokenizer cuts it: "light-year" is three tokens, "km/h" too."""
    return tuple(re.findall(r"(?:[A-Za-z]\.){2,}|[A-Za-z]+\.(?=$|\s|-)|[^\W\d_]+\d*|\S", spelling))


def _index() -> tuple[
    dict[str, list[tuple[tuple[str, ...], Unit]]], dict[str, list[tuple[tuple[str, ...], Unit]]]
]:
    symbols: dict[str, list[tuple[tuple[str, ...], Unit]]] = {}
    names: dict[str, list[tuple[tuple[str, ...], Unit]]] = {}
    for line in _ROWS.strip().splitlines():
        symbol, name, printed, spelled = (cell.strip() for cell in line.split("|"))
        unit = Unit(symbol, name, _KINDS.get(symbol, "measure"))
        first, *spaced = printed.split(",")
        for spelling in [*first.split(), *spaced]:
            cut = _tokens(spelling)
            symbols.setdefault(cut[0], []).append((cut[1:], unit))
        for spelling in filter(None, spelled.split(",")):
            cut = _tokens(spelling.lower())
            names.setdefault(cut[0], []).append((cut[1:], unit))
    for table in (symbols, names):
        for rows in table.values():
            rows.sort(key=lambda row: -len(row[0]))
    return symbols, names


def _shared() -> dict[str, list[tuple[frozenset[str], Unit]]]:
    table: dict[str, list[tuple[frozenset[str], Unit]]] = {}
    for line in _SHARED.strip().splitlines():
        printed, symbol, name, kind, near = (cell.strip() for cell in line.split("|"))
        table.setdefault(printed, []).append((frozenset(near.split()), Unit(symbol, name, kind)))
    return table


#: Symbol as printed → the words that decide for a unit, and the unit.
SHARED: Final = _shared()
_TABLES: Final = _index()
#: First token of a spelling → the rest of it and the unit, longest spelling first.
SYMBOLS: Final = _TABLES[0]
NAMES: Final = _TABLES[1]
