"""Other ways to find attributions, scored on the same reports: the table of docs/decisions/0022.

    python -m training.alternatives DATA --prepared training/runs/final/prepared.pt

Every way gives (source, cue, content) words; figures are F1 in percent on PolNeAR dev, as
``training.decoding`` reckons them, and processor milliseconds for a sentence. On the outputs of the
shipped encoder: the shipped decoding; every cue for itself; plain tags with the nearest cue; a trained
conditional random field over tags, with the nearest cue and for the cues of the shipped decoding.
Without them: grammar over the shipped syntax; a convolutional tagger over the
sentence encoder's word pieces, trained here.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file
from torch import nn

from firsthand.reading import linking
from firsthand.reading.encoder import Encoder
from firsthand.reading.linking import RawAttribution, Weights, spans_of_words
from firsthand.reading.mending import mend_attributions
from firsthand.reading.pieces import Pieces
from firsthand.reading.sentences import split_sentences
from training.chain import scores_of
from training.decoding import Decoder, Window, decoder, judge, outputs, score
from training.reader.batches import batches, tensors
from training.reader.data import IGNORE, polnear
from training.reader.train import minilm

Found = list[tuple[list[int], list[int], list[int]]]
N_ROLES = 5


def tags_to_attributions(cue: NDArray, role: NDArray) -> Found:
    """Plain tags: each run of source and content words belongs to the nearest cue."""
    cues = runs(cue)
    found: Found = [([], words, []) for words in cues]
    if not found:
        return []
    middle = np.array([np.mean(words) for words in cues])
    for base, slot in ((1, 0), (3, 2)):
        for words in runs(np.where(role >= base, np.where(role < base + 2, role - base + 1, 0), 0)):
            gap = np.minimum(abs(middle - words[0]), abs(middle - words[-1]))
            found[int(gap.argmin())][slot].extend(words)
    return [f for f in found if f[2]]


def runs(labels: NDArray) -> list[list[int]]:
    """Runs of 1 (begins) and 2 (goes on)."""
    out: list[list[int]] = []
    for i, label in enumerate(labels.tolist()):
        if label == 1 or (label == 2 and not (out and out[-1][-1] == i - 1)):
            out.append([i])
        elif label == 2:
            out[-1].append(i)
    return out


def tagged(weights: Weights, out: dict[str, NDArray]) -> Found:
    """The attributions of a window's best tags under the shipped chain."""
    best = np.array(weights.tags.best(scores_of(out), weights.outside))
    return tags_to_attributions(np.where(best < 3, best, 0), np.where(best > 2, best - 2, 0))


def alone(window: Window, weights: linking.Weights) -> list[RawAttribution]:
    """The shipped decoding with every cue for itself: contents may cross."""
    cues = linking._cues(np.concatenate([window.out["cue"], window.out["role"]], axis=1), weights)
    found = []
    for words in cues:
        out = dict(window.out)
        only = np.full_like(out["cue"], -50.0)
        only[:, 0] = 50.0
        only[words] = np.eye(3)[[1] + [2] * (len(words) - 1)] * 50.0 + window.out["cue"][words]
        out["cue"] = only
        found += linking.link_attributions(out, window.spans, window.surfaces, window.numbers, weights)
    return found


class Convolutions(nn.Module):
    """Three dilated convolutions over the sentence encoder's static word pieces."""

    def __init__(self, width: int = 192) -> None:
        super().__init__()
        table = load_file(str(minilm() / "model.safetensors"))
        table = table.get(
            "embeddings.word_embeddings.weight", table.get("bert.embeddings.word_embeddings.weight")
        )
        self.words = nn.Embedding.from_pretrained(table.float(), freeze=True)
        self.shapes, self.quote = nn.Embedding(8, 384), nn.Embedding(2, 384)
        self.enter = nn.Linear(384, width)
        self.layers = nn.ModuleList(
            nn.Conv1d(width, width, 5, padding=2 * d, dilation=d) for d in (1, 2, 4, 8)
        )
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in self.layers)
        self.drop = nn.Dropout(0.2)
        self.cue, self.role = nn.Linear(width, 3), nn.Linear(width, N_ROLES)

    def forward(self, ids, shapes, quote, first):
        x = self.enter(self.words(ids) + self.shapes(shapes) + self.quote(quote))
        for layer, norm in zip(self.layers, self.norms, strict=True):
            x = norm(x + self.drop(torch.relu(layer(x.transpose(1, 2)).transpose(1, 2))))
        x = torch.gather(x, 1, first[:, :, None].expand(-1, -1, x.shape[-1]))
        return self.cue(x), self.role(x)


def train_convolutions(items: Sequence, epochs: int) -> Convolutions:
    """Train on the windows that have attributions."""
    torch.manual_seed(7)
    net = Convolutions()
    attributed = [e for e in items if e.cue[0] != IGNORE]
    optimizer = torch.optim.AdamW([p for p in net.parameters() if p.requires_grad], lr=2e-3)
    steps = epochs * len(batches(attributed, 0))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: max(0.0, 1 - s / steps))
    for epoch in range(epochs):
        for batch in batches(attributed, epoch):
            t = tensors(batch)
            cue, role = net(t["ids"], t["shapes"], t["quote"], t["first"])
            loss = sum(
                nn.functional.cross_entropy(x.flatten(0, 1), t[k].flatten(), ignore_index=IGNORE)
                for k, x in (("cue", cue), ("role", role))
            )
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
        print(f"convolutions, epoch {epoch + 1}: {float(loss.detach()):.3f}", flush=True)
    return net.eval()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--prepared", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=3, help="of the convolutions; 0 leaves them out")
    args = parser.parse_args()
    torch.set_num_threads(1)
    encoder = Encoder(threads=1)
    begun = time.process_time()
    windows, reports = outputs(args.data)
    encoding = time.process_time() - begun
    weights = encoder._weights
    _, (items, _), _, _ = torch.load(args.prepared, weights_only=False)
    sentences = sum(len(set(w.numbers)) for w in windows)

    def table(name: str, before: float, decode: Decoder) -> None:
        spent = before

        def timed(window: Window) -> list[RawAttribution]:
            nonlocal spent
            begun = time.process_time()
            found = decode(window)
            spent += time.process_time() - begun
            return found

        figures = score(judge(windows, reports, timed), reports)
        print(
            f"{name:<34}", {k: round(v, 1) for k, v in figures.items()}, f"{1000 * spent / sentences:.2f} ms"
        )

    def of_words(w: Window, found: Found) -> list[RawAttribution]:
        spans = [tuple(spans_of_words(sorted(p), w.spans, w.surfaces) for p in parts) for parts in found]
        return [RawAttribution(s, c, x, 0.5, ()) for s, c, x in spans if c and x]

    table("joint, borders priced (shipped)", encoding, decoder(weights))
    table("every cue for itself", encoding, lambda w: alone(w, weights))
    table(
        "plain tags, nearest cue",
        encoding,
        lambda w: of_words(w, tags_to_attributions(w.out["cue"].argmax(1), w.out["role"].argmax(1))),
    )
    table("conditional random field, nearest cue", encoding, lambda w: of_words(w, tagged(weights, w.out)))
    plain = replace(weights, outside=0.0, tags=linking.TAGS)
    table("joint, cues by their own scores", encoding, decoder(plain))
    begun = time.process_time()
    by_rule: dict[str, list[RawAttribution]] = {}
    for name, text, _ in polnear(args.data / "attribution/polnear/dev", split_sentences):
        by_rule[name] = mend_attributions(text, encoder.analyze(text, split_sentences(text)).tokens, ())
    seen: Counter[str] = Counter()
    first_of = [w for w in windows if not seen[w.report] and not seen.update([w.report])]
    first = {id(w) for w in first_of}
    table(
        "grammar over the shipped syntax",
        time.process_time() - begun,
        lambda w: by_rule[w.report] if id(w) in first else [],
    )
    if not args.epochs:
        return
    net = train_convolutions(items, args.epochs)
    pieces = Pieces((minilm() / "vocab.txt").read_text("utf-8").splitlines())

    @torch.no_grad()
    def convolve(w: Window) -> list[RawAttribution]:
        from firsthand.reading.shapes import shape_of
        from training.reader.data import quotes

        ids, shapes, quote, start = [101], [0], [0], []
        for word, q in zip(w.surfaces, quotes(w.surfaces), strict=True):
            parts = pieces.of(word)[:12]
            start.append(len(ids))
            ids += parts
            shapes += [shape_of(word)] * len(parts)
            quote += [q] * len(parts)
        row = [torch.tensor([x]) for x in (ids, shapes, quote, start)]
        cue, role = (x[0].numpy() for x in net(*row))
        return of_words(w, tags_to_attributions(cue.argmax(1), role.argmax(1)))

    table("convolutions over static pieces", 0.0, convolve)


if __name__ == "__main__":
    main()
