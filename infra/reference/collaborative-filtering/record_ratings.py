"""Records what Surprise predicts: python record_ratings.py > packages/training/src/recommend/ratings.reference.json

Needs `pip install scikit-surprise` (recorded with 1.1.5).
"""

import json

import numpy
import surprise
from sfc32 import normal, seeded_random
from surprise import SVD, BaselineOnly, Dataset, KNNBaseline, KNNBasic, KNNWithMeans, Reader, SVDpp

VIEWERS, ITEMS, DIM, SEED = 12, 9, 3, 5


class FixedNormals(numpy.random.RandomState):
    """Gives SVD and SVD++ the starting vectors of our generator."""

    def __init__(self):
        super().__init__(0)
        self.draw = seeded_random(SEED)

    def normal(self, mean, deviation, size):
        count = int(numpy.prod(size))
        values = [mean + deviation * normal(self.draw) for _ in range(count)]
        return numpy.array(values).reshape(size)


def some_ratings():
    draw = seeded_random(1)
    taste = [(draw(), draw()) for _ in range(VIEWERS)]
    kind = [(draw(), draw()) for _ in range(ITEMS)]
    triples = []
    for v in range(VIEWERS):
        for i in range(ITEMS):
            if draw() < 0.6:
                liking = sum(a * b for a, b in zip(taste[v], kind[i]))
                triples.append((v, i, min(5, max(1, round(1 + 3 * liking + 1.5 * draw())))))
    return triples


def predictions(algorithm, triples):
    reader = Reader(rating_scale=(min(r for *_, r in triples), max(r for *_, r in triples)))
    data = Dataset(reader)
    rows = [(str(v), str(i), float(r), None) for v, i, r in triples]
    trainset = data.construct_trainset(rows)
    algorithm.fit(trainset)
    # Surprise numbers items as they come: its starting vectors follow that order.
    return [[algorithm.predict(str(v), str(i)).est for i in range(ITEMS)] for v in range(VIEWERS)]


def item_order(triples):
    seen = []
    for _, i, _ in triples:
        if i not in seen:
            seen.append(i)
    return seen


def main():
    triples = some_ratings()
    order = item_order(triples)
    triples = sorted((v, order.index(i), r) for v, i, r in triples)
    # Sorting within a viewer may show items in another order than their number: list viewer 0's first.
    assert item_order(triples) == list(range(ITEMS)), "the starting vectors would not match"

    def similar(name, by_viewer, **more):
        return {"name": name, "user_based": by_viewer, "min_support": 1, **more}

    quiet = {"verbose": False}
    algorithms = {
        "baseline": BaselineOnly(**quiet),
        "user-pearson-means": KNNWithMeans(4, 1, similar("pearson", True), **quiet),
        "item-cosine-means": KNNWithMeans(4, 1, similar("cosine", False), **quiet),
        "user-msd": KNNBasic(4, 1, similar("msd", True), **quiet),
        "knn-baseline": KNNBaseline(
            4, 1, similar("pearson_baseline", False, shrinkage=100), **quiet
        ),
        "svd": SVD(n_factors=DIM, n_epochs=15, lr_all=0.02, reg_all=0.05, random_state=FixedNormals()),
        "svd++": SVDpp(
            n_factors=DIM, n_epochs=15, lr_all=0.02, reg_all=0.05, random_state=FixedNormals()
        ),
    }
    print(
        json.dumps(
            {
                "library": f"scikit-surprise {surprise.__version__}",
                "viewers": VIEWERS,
                "items": ITEMS,
                "seed": SEED,
                "ratings": triples,
                "predictions": {
                    name: [[round(x, 9) for x in row] for row in predictions(algorithm, triples)]
                    for name, algorithm in algorithms.items()
                },
            },
            separators=(",", ":"),
        )
    )


main()
