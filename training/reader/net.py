"""The network: one MiniLM encoder, with eyes for capitals and quotation marks, and several heads."""

from __future__ import annotations

import json
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

SHAPES = 8  #: word shapes: see firsthand.reading.shapes
RELATION_WIDTH = 192
MEANING_WIDTH = 96


class LockedDropout(nn.Module):
    """Dropout of whole features of a text (Gal and Ghahramani 2016): a hundredth of the random numbers."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def forward(self, x: Tensor) -> Tensor:
        if not self.training:
            return x
        keep = torch.rand(x.shape[0], 1, x.shape[2], device=x.device) >= self.rate
        return x * (keep / (1 - self.rate)).to(x.dtype)


class Layer(nn.Module):
    """A BERT layer (post-norm)."""

    def __init__(self, width: int, heads: int, inner: int) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=1e-12)
        self.drop = LockedDropout(0.1)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        """x: (batch, pieces, width); bias: (batch, 1, 1, pieces), 0 or very negative; None is all 0."""
        b, t, d = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        # Written out: on processors faster, forth and back, than the fused attention.
        scores = (q * (d // self.heads) ** -0.5) @ k.transpose(-1, -2)
        if bias is not None:
            scores = scores + bias
        y = torch.softmax(scores, -1) @ v
        x = self.norm1(x + self.drop(self.out(y.transpose(1, 2).reshape(b, t, d))))
        return self.norm2(x + self.drop(self.down(nn.functional.gelu(self.up(x)))))


class Biaffine(nn.Module):
    """Scores every pair of words: ``out[b, i, j]`` for word ``i`` and its partner ``j``."""

    def __init__(self, width: int, inner: int) -> None:
        super().__init__()
        self.left = nn.Sequential(nn.Linear(width, inner), nn.GELU(), LockedDropout(0.2))
        self.right = nn.Sequential(nn.Linear(width, inner), nn.GELU(), LockedDropout(0.2))
        self.weight = nn.Linear(inner, inner, bias=False)
        self.prior = nn.Linear(inner, 1)
        nn.init.normal_(self.weight.weight, std=0.02)

    def forward(self, x: Tensor) -> Tensor:
        left, right = self.left(x), self.right(x)
        return self.weight(left) @ right.transpose(1, 2) * left.shape[-1] ** -0.5 + self.prior(
            right
        ).transpose(1, 2)


class Reader(nn.Module):
    """All-MiniLM-L6-v2 with heads for tags, lemmas, names, dependencies, cues and their links."""

    def __init__(self, labels: dict[str, list[str]], width: int = 384, layers: int = 6) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, width)
        self.places = nn.Embedding(512, width)
        self.shapes = nn.Embedding(SHAPES, width)
        self.quote = nn.Embedding(2, width)
        nn.init.zeros_(self.shapes.weight)
        nn.init.zeros_(self.quote.weight)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.drop = LockedDropout(0.1)
        self.layers = nn.ModuleList(Layer(width, 12, 1536) for _ in range(layers))
        self.upos = nn.Linear(width, len(labels["upos"]))
        self.xpos = nn.Linear(width, len(labels["xpos"]))
        self.lemma = nn.Linear(width, len(labels["lemma"]))
        self.name = nn.Linear(width, len(labels["name"]))
        self.arc = Biaffine(width, 256)
        self.child = nn.Linear(width, RELATION_WIDTH)
        self.parent = nn.Linear(width, RELATION_WIDTH)
        self.relation = nn.Linear(RELATION_WIDTH, len(labels["relation"]))
        self.spread = nn.Dropout(0.2)
        self.cue = nn.Linear(width, 3)
        self.role = nn.Linear(width, 5)  #: outside, source begins / goes on, content begins / goes on
        self.source = Biaffine(width, 192)
        self.content = Biaffine(width, 192)
        self.begin = Biaffine(width, 128)  #: a run of content begins here
        self.end = Biaffine(width, 128)  #: a run of content ends here
        self.meaning = nn.Linear(width, MEANING_WIDTH, bias=False)  #: see training.reader.meaning

    def load_minilm(self, folder: Path) -> None:
        """Start from the sentence encoder's weights."""
        raw = {
            k.removeprefix("bert."): v.float()
            for k, v in load_file(str(folder / "model.safetensors")).items()
        }
        with torch.no_grad():
            self.words.weight.copy_(raw["embeddings.word_embeddings.weight"])
            self.places.weight.copy_(
                raw["embeddings.position_embeddings.weight"]
                + raw["embeddings.token_type_embeddings.weight"][0]
            )
            self.norm.weight.copy_(raw["embeddings.LayerNorm.weight"])
            self.norm.bias.copy_(raw["embeddings.LayerNorm.bias"])
            for number, layer in enumerate(self.layers):
                at = f"encoder.layer.{number}."
                for part in ("weight", "bias"):
                    layer.qkv.get_parameter(part).copy_(
                        torch.cat([raw[f"{at}attention.self.{n}.{part}"] for n in ("query", "key", "value")])
                    )
                    for mine, theirs in (
                        ("out", "attention.output.dense"),
                        ("norm1", "attention.output.LayerNorm"),
                        ("up", "intermediate.dense"),
                        ("down", "output.dense"),
                        ("norm2", "output.LayerNorm"),
                    ):
                        layer.get_submodule(mine).get_parameter(part).copy_(raw[f"{at}{theirs}.{part}"])

    def states(self, pieces: Tensor, shapes: Tensor, quote: Tensor, mask: Tensor | None) -> Tensor:
        """Vectors of pieces. pieces, shapes, quote, mask: (batch, pieces); no mask: all are pieces."""
        places = torch.arange(pieces.shape[1], device=pieces.device)[None]
        x = self.words(pieces) + self.places(places) + self.shapes(shapes) + self.quote(quote)
        x = self.drop(self.norm(x)).to(self.upos.weight.dtype)
        bias = None if mask is None else (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def relate(self, child: Tensor, parent: Tensor) -> Tensor:
        """Scores of relations for pairs of words. child, parent: (..., RELATION_WIDTH)."""
        return self.relation(self.spread(torch.relu(child + parent)))

    def forward(self, pieces: Tensor, shapes: Tensor, quote: Tensor, mask: Tensor | None, first: Tensor):
        """Everything that decoding needs, by word: see the names in ``OUTPUTS``.

        pieces, shapes, quote, mask: (batch, pieces); first, the first piece of each word: (batch, words).
        """
        x = self.states(pieces, shapes, quote, mask)
        x = self.drop(torch.gather(x, 1, first[:, :, None].expand(-1, -1, x.shape[-1])))
        return (
            self.upos(x),
            self.xpos(x),
            self.lemma(x),
            self.name(x),
            self.arc(x),
            self.child(x),
            self.parent(x),
            self.cue(x),
            self.role(x),
            self.source(x),
            self.content(x),
            self.begin(x),
            self.end(x),
            self.meaning(x),
        )


OUTPUTS = (
    "upos",
    "xpos",
    "lemma",
    "name",
    "arc",
    "child",
    "parent",
    "cue",
    "role",
    "source",
    "content",
    "begin",
    "end",
    "meaning",
)


def save_labels(labels: dict[str, list[str]], path: Path) -> None:
    path.write_text(json.dumps(labels, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
