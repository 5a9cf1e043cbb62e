"""The reader network: a BERT encoder, token heads, and a biaffine layer that ties triggers to their arguments."""

from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from frames import ENTITY_LABELS, EVENT_LABELS, GROUP_LABELS, IGNORE, ROLES, STANCE_LABELS, Example
from torch import nn
from transformers import BertModel

from warledger.annotate.windows import SENTENCES_BACK, SENTENCES_ON, TOKEN_CLASSES, token_distances

ROLE_WIDTH = 160
SLOTS = 2
BIAS_SCALE = 10.0  # lets the distance terms move faster than their learning rate
HIDDEN_SHARE = 0.07
NAME_LAYERS = (6, 8, 10, 12)  # what names need is clearer below the last layer, which the claims have shaped
NAME_WIDTH = 256
NAME_STEPS = (1, 2, 1)  # how far apart the three tokens stand that a convolution sees
NAMES_WITH_CLAIMS = 0.4


HALF = torch.ops.mkldnn._is_mkldnn_bf16_supported()
"""Is bfloat16 in the processor: where it is not, torch imitates it, at some twentieth of the speed of single precision."""


def quick() -> torch.autocast:
    """Matrix products in the fastest number format that this processor has."""
    return torch.autocast("cpu", dtype=torch.bfloat16, enabled=HALF)


@dataclass
class Batch:
    ids: torch.Tensor
    mask: torch.Tensor
    examples: list[Example]


class NameHead(nn.Module):
    """Tags of names by two readers that err in different words: their logits' mean.

    `alone` sees a token's last state; `around` the states of several layers, with those of the token's neighbours.
    """

    def __init__(self, hidden: int) -> None:
        super().__init__()
        self.hidden = hidden
        self.alone = nn.Sequential(nn.Linear(hidden, 512), nn.GELU(), nn.Dropout(0.1), nn.Linear(512, len(ENTITY_LABELS)))
        self.input = nn.Linear(len(NAME_LAYERS) * hidden, NAME_WIDTH)
        self.around = nn.ModuleList(nn.Conv1d(NAME_WIDTH, NAME_WIDTH, 3, padding=d, dilation=d) for d in NAME_STEPS)
        self.norms = nn.ModuleList(nn.LayerNorm(NAME_WIDTH) for _ in NAME_STEPS)
        self.tags = nn.Linear(NAME_WIDTH, len(ENTITY_LABELS))
        self.drop = nn.Dropout(0.15)

    def forward(self, states: torch.Tensor, mask: torch.Tensor | None = None) -> torch.Tensor:
        """Logits (rows, tokens, tags) from the layers' states side by side; `mask` is 0 at padding."""
        return sum(self.votes(states, mask)) / 2

    def votes(self, states: torch.Tensor, mask: torch.Tensor | None = None) -> tuple[torch.Tensor, torch.Tensor]:
        """Logits of `alone` and of `around`."""
        alone = self.alone(states[..., -self.hidden :])
        if self.training:  # whole features of a row at a time
            states = states * F.dropout(states.new_ones(len(states), 1, states.shape[2]), 0.15)
        h = F.gelu(self.input(states))
        for around, norm in zip(self.around, self.norms, strict=True):
            h = h if mask is None else h * mask[..., None]
            h = norm(h + self.drop(F.gelu(around(h.transpose(1, 2)).transpose(1, 2))))
        return alone, self.tags(self.drop(h))


class Network(nn.Module):
    def __init__(self, base: str) -> None:
        super().__init__()
        self.encoder = BertModel.from_pretrained(
            base, add_pooling_layer=False, attn_implementation="eager", attention_probs_dropout_prob=0.0
        )
        h = self.encoder.config.hidden_size
        self.drop = nn.Dropout(0.15)
        self.event = nn.Linear(h, SLOTS * len(EVENT_LABELS))
        self.stance = nn.Linear(h, SLOTS * len(STANCE_LABELS))
        self.group = nn.Linear(h, len(GROUP_LABELS))
        self.entity = NameHead(h)
        self.mark = nn.Linear(h, len(ROLES))  # is the token such an argument of any frame: training help only
        self.head = nn.Linear(h, ROLE_WIDTH)
        self.argument = nn.Linear(h, ROLE_WIDTH)
        self.slot = nn.Parameter(torch.zeros(SLOTS, ROLE_WIDTH))
        self.biaffine = nn.Parameter(torch.randn(len(ROLES), ROLE_WIDTH + 1, ROLE_WIDTH + 1) * 0.02)
        self.token_bias = nn.Parameter(torch.zeros(len(ROLES), TOKEN_CLASSES))
        self.sentence_bias = nn.Parameter(torch.zeros(len(ROLES), SENTENCES_BACK + SENTENCES_ON + 1))
        self.role_drop = nn.Dropout(0.2)
        nn.init.constant_(self.mark.bias, -3.0)
        with torch.no_grad():
            self.biaffine[:, -1, -1] = -3.0
            self.slot[1] += torch.randn(ROLE_WIDTH) * 0.5

    def hidden(self, ids: torch.Tensor, mask: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """The last layer's states, and those of the layers that names are read from, side by side."""
        out = self.encoder(input_ids=ids, attention_mask=mask, output_hidden_states=True)
        return self.drop(out.last_hidden_state), torch.cat([out.hidden_states[k] for k in NAME_LAYERS], -1)

    def roles(
        self, h: torch.Tensor, rows: torch.Tensor, anchors: torch.Tensor, slots: torch.Tensor, sentences: torch.Tensor
    ) -> torch.Tensor:
        """Logits (n, tokens, roles) for n triggers given as row, token and slot numbers."""
        triggers = h[rows, anchors]
        x = self.role_drop(F.gelu(self.head(triggers) + self.slot[slots]))
        y = self.role_drop(F.gelu(self.argument(h)))
        x = torch.cat([x, x.new_ones(len(x), 1)], -1)
        y = torch.cat([y, y.new_ones(*y.shape[:2], 1)], -1)
        xu = torch.einsum("nd,rde->nre", x, self.biaffine)
        near = self.token_bias.T[self.token_classes(h.shape[1], anchors)]
        step = (sentences[rows] - sentences[rows, anchors][:, None]).clamp(-SENTENCES_BACK, SENTENCES_ON) + SENTENCES_BACK
        return torch.einsum("nre,nte->ntr", xu, y[rows]) + BIAS_SCALE * (near + self.sentence_bias.T[step])

    @staticmethod
    def token_classes(width: int, anchors: torch.Tensor) -> torch.Tensor:
        return torch.from_numpy(np.stack([token_distances(width, int(i)) for i in anchors]))


def collate(examples: list[Example], pad: int = 1) -> Batch:
    width = max(len(e.ids) for e in examples)
    ids = torch.full((len(examples), width), pad)
    for row, e in enumerate(examples):
        ids[row, : len(e.ids)] = torch.tensor(e.ids)
    lengths = torch.tensor([len(e.ids) for e in examples])
    return Batch(ids, (torch.arange(width)[None] < lengths[:, None]).long(), examples)


def hide_words(batch: Batch, rng, share: float, unknown: int = 3) -> torch.Tensor:
    """The ids with some tokens made unknown, so that the network leans on more than single words."""
    r = torch.rand(batch.ids.shape, generator=torch.Generator().manual_seed(rng.randrange(2**31)))
    return torch.where((r < share) & (batch.ids > unknown), unknown, batch.ids)


def table(batch: Batch, fill: int, pick) -> torch.Tensor:
    """A (rows, tokens) table of labels; `pick(example)` gives a list or a dict of token number to label."""
    out = torch.full(batch.ids.shape, fill)
    for row, e in enumerate(batch.examples):
        labels = pick(e)
        for t, v in labels.items() if isinstance(labels, dict) else enumerate(labels):
            out[row, t] = v
    return out


def masked_cross_entropy(logits: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    if not (labels != IGNORE).any():
        return logits.sum() * 0
    return F.cross_entropy(logits.reshape(-1, logits.shape[-1]), labels.reshape(-1), ignore_index=IGNORE)


def second_slot(e: Example) -> dict[int, int]:
    """Slot-1 events, asked at trigger tokens only."""
    out = {t: 0 for f in e.frames for t in f.tokens}
    out.update({t: f.event for f in e.frames if f.slot == 1 for t in f.tokens})
    return out


def entity_table(batch: Batch) -> torch.Tensor:
    return table(batch, IGNORE, lambda e: e.entities)


def losses(net: Network, batch: Batch, rng, positive: float = 2.0) -> dict[str, torch.Tensor]:
    with quick():
        ids = hide_words(batch, rng, HIDDEN_SHARE) if net.training else batch.ids
        h, layers = net.hidden(ids, batch.mask)
        entities = net.entity(layers, batch.mask).float()
    h = h.float()
    n = len(EVENT_LABELS)
    events = net.event(h)
    out = {"entity": masked_cross_entropy(entities, entity_table(batch)) * (NAMES_WITH_CLAIMS if batch.examples[0].supervised else 0.7)}
    if not batch.examples[0].supervised:
        return out
    out["event"] = 2 * masked_cross_entropy(events[..., :n], table(batch, IGNORE, lambda e: e.events))
    out["second"] = 0.3 * masked_cross_entropy(events[..., n:], table(batch, IGNORE, second_slot))
    out["group"] = 0.2 * masked_cross_entropy(net.group(h), table(batch, IGNORE, lambda e: e.groups))
    out.update(frame_losses(net, batch, h, rng, positive))
    return out


def frame_losses(net: Network, batch: Batch, h: torch.Tensor, rng, positive: float) -> dict[str, torch.Tensor]:
    picks = [(row, f) for row, e in enumerate(batch.examples) for f in e.frames]
    marks = torch.zeros(*batch.ids.shape, len(ROLES))
    gold = torch.zeros(len(picks), batch.ids.shape[1], len(ROLES))
    for k, (row, f) in enumerate(picks):
        for r, tokens in enumerate(f.roles):
            for t in tokens:
                if t < gold.shape[1]:
                    gold[k, t, r] = marks[row, t, r] = 1
    sentences = table(batch, 0, lambda e: e.sentences)
    weight, mask = torch.tensor(positive), batch.mask.float()
    mark = F.binary_cross_entropy_with_logits(net.mark(h), marks, reduction="none", pos_weight=weight).sum(-1)
    out = {"mark": 0.5 * (mark * mask).sum() / mask.sum()}
    if not picks:
        return out
    rows, slots = torch.tensor([r for r, _ in picks]), torch.tensor([f.slot for _, f in picks])
    anchors = torch.tensor([rng.choice(f.tokens) for _, f in picks])
    stance = net.stance(h[rows, anchors]).view(len(picks), SLOTS, -1)[torch.arange(len(picks)), slots]
    out["stance"] = 0.3 * F.cross_entropy(stance, torch.tensor([f.stance for _, f in picks]))
    role = F.binary_cross_entropy_with_logits(net.roles(h, rows, anchors, slots, sentences), gold, reduction="none", pos_weight=weight).sum(
        -1
    )
    out["role"] = (role * mask[rows]).sum() / mask[rows].sum()
    return out
