"""Records what implicit, scikit-learn and numpy give:
python record_recommenders.py > packages/training/src/recommend/recommenders.reference.json

Needs `pip install implicit scikit-learn` (recorded with implicit 0.7.3).
"""

import json
import os

os.environ["OPENBLAS_NUM_THREADS"] = "1"

import implicit
import numpy
import scipy.sparse
from implicit.cpu.als import AlternatingLeastSquares
from sfc32 import normal, seeded_random
from sklearn.feature_extraction.text import TfidfVectorizer

VIEWERS, ITEMS, SEED = 12, 9, 5
EASE_PENALTY = 3.0
ALS = {"dim": 3, "sweeps": 3, "confidence": 2.0, "penalty": 0.5, "initialDeviation": 0.1}
GCN = {
    "dim": 3, "layers": 2, "epochs": 4, "batchSize": 32,
    "learningRate": 0.05, "penalty": 0.01, "initialDeviation": 0.1,
}  # fmt: skip
BPR = {"dim": 3, "epochs": 3, "learningRate": 0.1, "penalty": 0.02, "initialDeviation": 0.1}
TERMS = [
    ["comedy"], ["comedy", "drama"], ["drama", "war"], ["war", "war", "action"], ["action"],
    ["romance", "comedy"], ["romance", "drama"], ["action", "drama"], ["war"],
]  # fmt: skip


def some_interactions():
    draw = seeded_random(2)
    taste = [(draw(), draw()) for _ in range(VIEWERS)]
    kind = [(draw(), draw()) for _ in range(ITEMS)]
    return [
        (v, i, 1 + round(2 * draw()))
        for v in range(VIEWERS)
        for i in range(ITEMS)
        if draw() < sum(a * b for a, b in zip(taste[v], kind[i]))
    ]


def normals(draw, rows, dim, deviation):
    return numpy.array([[deviation * normal(draw) for _ in range(dim)] for _ in range(rows)])


def ease(x):
    inverse = numpy.linalg.inv(x.T @ x + EASE_PENALTY * numpy.eye(ITEMS))
    weights = -inverse / numpy.diag(inverse)
    numpy.fill_diagonal(weights, 0)
    return x @ weights


def pure_svd(x, rank):
    _, _, right = numpy.linalg.svd(x)
    return x @ right[:rank].T @ right[:rank]


def als(x):
    draw = seeded_random(SEED)
    model = AlternatingLeastSquares(
        factors=ALS["dim"], regularization=ALS["penalty"], alpha=1, iterations=ALS["sweeps"],
        use_native=False, use_cg=False, dtype=numpy.float64, num_threads=1,
    )  # fmt: skip
    model.user_factors = normals(draw, VIEWERS, ALS["dim"], ALS["initialDeviation"])
    model.item_factors = normals(draw, ITEMS, ALS["dim"], ALS["initialDeviation"])
    # implicit reads a value as the whole confidence of a pair.
    confidence = scipy.sparse.csr_matrix(numpy.where(x > 0, 1 + ALS["confidence"] * x, 0))
    model.fit(confidence, show_progress=False)
    folded = model.recalculate_user(0, confidence[0])
    return model.user_factors @ model.item_factors.T, model.item_factors @ folded.ravel()


def item_cosine(x):
    model = implicit.nearest_neighbours.CosineRecommender(K=ITEMS)
    model.fit(scipy.sparse.csr_matrix(x), show_progress=False)
    similarity = model.similarity.toarray()
    numpy.fill_diagonal(similarity, 0)
    return x @ similarity


def adjacency(x):
    seen = (x > 0).astype(float)
    matrix = numpy.zeros((VIEWERS + ITEMS, VIEWERS + ITEMS))
    matrix[:VIEWERS, VIEWERS:] = seen
    matrix[VIEWERS:, :VIEWERS] = seen.T
    degree = numpy.maximum(1, matrix.sum(0))
    return matrix / numpy.sqrt(numpy.outer(degree, degree))


def draw_pair(draw, triples):
    v, i, _ = triples[int(draw() * len(triples))]
    return v, i, int(draw() * ITEMS)


def draw_triple(draw, triples, x):
    v, i, j = draw_pair(draw, triples)
    while x[v, j] != 0:
        j = int(draw() * ITEMS)
    return v, i, j


def light_gcn(x, triples):
    draw = seeded_random(SEED)
    a = adjacency(x)
    # The mean of the powers of A, as one dense matrix.
    powers = [numpy.linalg.matrix_power(a, layer) for layer in range(GCN["layers"] + 1)]
    spread = sum(powers) / len(powers)
    e0 = normals(draw, VIEWERS + ITEMS, GCN["dim"], GCN["initialDeviation"])
    m, s = numpy.zeros_like(e0), numpy.zeros_like(e0)
    size = GCN["batchSize"]
    for step in range(1, GCN["epochs"] * -(-len(triples) // size) + 1):
        batch = [draw_triple(draw, triples, x) for _ in range(size)]
        final = spread @ e0
        gradient, decay = numpy.zeros_like(e0), numpy.zeros_like(e0)
        for v, i, j in batch:
            i, j = VIEWERS + i, VIEWERS + j
            slope = -1 / (1 + numpy.exp(final[v] @ (final[i] - final[j]))) / size
            gradient[v] += slope * (final[i] - final[j])
            gradient[i] += slope * final[v]
            gradient[j] -= slope * final[v]
            for row in (v, i, j):
                decay[row] += GCN["penalty"] / size * e0[row]
        total = spread.T @ gradient + decay
        m = 0.9 * m + 0.1 * total
        s = 0.999 * s + 0.001 * total**2
        rate = GCN["learningRate"] * numpy.sqrt(1 - 0.999**step) / (1 - 0.9**step)
        e0 = e0 - rate * m / (numpy.sqrt(s) + 1e-8)
    final = spread @ e0
    return final[:VIEWERS] @ final[VIEWERS:].T


def bpr(x, triples):
    # As in Cornac, a negative that was touched is skipped.
    draw = seeded_random(SEED)
    p = normals(draw, VIEWERS, BPR["dim"], BPR["initialDeviation"])
    q = normals(draw, ITEMS, BPR["dim"], BPR["initialDeviation"])
    b = numpy.zeros(ITEMS)
    rate, penalty = BPR["learningRate"], BPR["penalty"]
    for _ in range(BPR["epochs"] * len(triples)):
        v, i, j = draw_pair(draw, triples)
        if x[v, j] != 0:
            continue
        slope = 1 / (1 + numpy.exp(b[i] - b[j] + p[v] @ (q[i] - q[j])))
        before = p[v].copy()
        p[v] += rate * (slope * (q[i] - q[j]) - penalty * p[v])
        q[i] += rate * (slope * before - penalty * q[i])
        q[j] += rate * (-slope * before - penalty * q[j])
        b[i] += rate * (slope - penalty * b[i])
        b[j] += rate * (-slope - penalty * b[j])
    return p @ q.T + b


def content(x):
    vectors = TfidfVectorizer(analyzer=lambda terms: terms).fit_transform(TERMS).toarray()
    similarity = vectors @ vectors.T
    numpy.fill_diagonal(similarity, 0)
    return x @ similarity


def main():
    triples = some_interactions()
    x = numpy.zeros((VIEWERS, ITEMS))
    for v, i, value in triples:
        x[v, i] = value
    als_scores, als_folded = als(x)
    scores = {
        "ease": ease(x),
        "pure-svd": pure_svd(x, 4),
        "als": als_scores,
        "item-neighbours": item_cosine(x),
        "lightgcn": light_gcn(x, triples),
        "bpr": bpr(x, triples),
        "content-based": content(x),
    }
    print(
        json.dumps(
            {
                "library": f"implicit {implicit.__version__}, numpy {numpy.__version__}",
                "viewers": VIEWERS,
                "items": ITEMS,
                "seed": SEED,
                "interactions": triples,
                "terms": TERMS,
                "settings": {
                    "ease": {"penalty": EASE_PENALTY},
                    "pure-svd": {"rank": 4},
                    "als": ALS,
                    "item-neighbours": {"neighbours": ITEMS},
                    "lightgcn": GCN,
                    "bpr": BPR,
                    "content-based": {},
                },
                "scores": {name: numpy.round(rows, 8).tolist() for name, rows in scores.items()},
                "alsFoldedIn": numpy.round(als_folded, 8).tolist(),
            },
            separators=(",", ":"),
        )
    )


main()
