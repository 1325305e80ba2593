"""Records what each ranking model and sequence encoder scores by its published formula, written with PyTorch's own
layers (GRU, LSTM, Conv1d, MultiheadAttention, TransformerEncoderLayer, rfft...), never with Placard's graphs.
Weights and inputs are a fixed function of their names, so that the file holds scores alone.

    python3 infra/reference/models/record_models.py > packages/training/test/reference-models.json
"""

import json

import torch

from layers import (
    dense,
    embedding,
    fields,
    linear_terms,
    mlp,
    pairs,
)
from ranking_models import (
    autoint,
    bst,
    dcn_v2,
    dcn_v2_mix,
    deepfm,
    din,
    esmm,
    ffm,
    final_mlp,
    gru,
    lstm,
    mmoe,
    multi_interest,
    neumf,
    rnn,
    text_cnn_lstm,
    with_history,
)
from sequence_encoders import (
    bsarec,
    encoded,
    gru4rec,
    hstu,
    transformer,
    two_tower,
)


def numbers(tensor):
    return [float(f"{x:.12g}") for x in tensor.detach().flatten()]


def clicks_and_conversions(model):
    return {
        "logit": numbers(model("click")),
        "conversion_logit": numbers(model("conversion")),
    }


def logit(tensor):
    return {"logit": numbers(tensor)}


def hidden(parts):
    return numbers(torch.cat([torch.cat(row) for row in parts]))


WORDS = ("words.ad", "words.page", "words.history")

print(
    json.dumps(
        {
            "library": f"PyTorch {torch.__version__}",
            "models": {
                "logistic-regression": logit(linear_terms()),
                "fm": logit(linear_terms() + pairs(fields())),
                "ffm": logit(ffm()),
                "dnn": logit(dense(mlp(embedding()), "out", 1)),
                "wide-and-deep": logit(
                    linear_terms() + dense(mlp(embedding()), "out", 1)
                ),
                "deepfm": logit(deepfm()),
                "neumf": logit(neumf()),
                "autoint": logit(autoint()),
                "dcn-v2": logit(dcn_v2()),
                "dcn-v2-mix": logit(dcn_v2_mix()),
                "final-mlp": logit(final_mlp()),
                "esmm": clicks_and_conversions(esmm),
                "mmoe": clicks_and_conversions(mmoe),
                "din": logit(with_history(din)),
                "rnn": logit(with_history(rnn)),
                "lstm": logit(with_history(lstm)),
                "gru": logit(with_history(gru)),
                "behaviour-sequence-transformer": logit(with_history(bst)),
                "text-cnn-lstm": logit(with_history(text_cnn_lstm, WORDS)),
                "multi-interest": logit(with_history(multi_interest)),
            },
            "encoders": {
                "two-tower": hidden(encoded(two_tower)),
                "gru4rec": hidden(encoded(gru4rec)),
                "sasrec": hidden(encoded(lambda x: transformer(x, True))),
                "bert4rec": hidden(
                    encoded(lambda x: transformer(x, False), hidden_items=True)
                ),
                "hstu": hidden(encoded(hstu)),
                "bsarec": hidden(encoded(bsarec)),
            },
        }
    )
)
