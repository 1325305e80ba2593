"""Records what scikit-learn and numpy make of a few texts:
python record_text.py > packages/training/src/content/text.reference.json

Needs `pip install scikit-learn` (recorded with scikit-learn 1.9.1).
"""

import json
import sys

import numpy
from sklearn.decomposition import LatentDirichletAllocation
from sklearn.feature_extraction.text import TfidfVectorizer

DOCUMENTS = [
    ["trail", "shoes", "grip", "mud"], ["shoes", "marathon", "race"], ["race", "marathon", "training", "plan"],
    ["trail", "mud", "race"], ["knife", "steel", "kitchen"], ["steel", "pan", "kitchen", "pan"],
    ["kitchen", "plan", "pan"], ["knife", "pan", "grip"],
]  # fmt: skip
TOPICS, PASSES, WINDOW, SMOOTHING, DIM = 3, 6, 8, 0.75, 4


def vocabulary():
    counts = {}
    for document in DOCUMENTS:
        for term in document:
            counts[term] = counts.get(term, 0) + 1
    return sorted(counts, key=lambda term: (-counts[term], term))


def information(terms):
    index = {term: i for i, term in enumerate(terms)}
    counts = numpy.zeros((len(terms), len(terms)))
    for document in DOCUMENTS:
        for i, a in enumerate(document):
            for b in document[i + 1 : i + 1 + WINDOW]:
                counts[index[a], index[b]] += 1
                counts[index[b], index[a]] += 1
    smoothed = counts.sum(axis=0) ** SMOOTHING
    expected = numpy.outer(counts.sum(axis=1), smoothed / smoothed.sum())
    with numpy.errstate(divide="ignore"):
        return numpy.maximum(0, numpy.log(counts / expected))


def word_cosines(terms):
    left, values, _ = numpy.linalg.svd(information(terms))
    vectors = left[:, :DIM] * numpy.sqrt(values[:DIM])
    vectors /= numpy.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors @ vectors.T


def topics(terms):
    index = {term: i for i, term in enumerate(terms)}
    bags = numpy.zeros((len(DOCUMENTS), len(terms)))
    for row, document in zip(bags, DOCUMENTS):
        for term in document:
            row[index[term]] += 1
    model = LatentDirichletAllocation(
        n_components=TOPICS, learning_method="batch", max_iter=PASSES, random_state=3,
        mean_change_tol=1e-10, max_doc_update_iter=5000,
    )  # fmt: skip
    fitted = model.fit(bags).components_
    start = LatentDirichletAllocation(n_components=TOPICS, random_state=3)
    start._init_latent_vars(len(terms))
    return start.components_, fitted, model.transform(bags)


def main():
    terms = vocabulary()
    tf_idf = TfidfVectorizer(analyzer=lambda document: document, vocabulary=terms)
    tf_idf.fit(DOCUMENTS)
    start, fitted, shares = topics(terms)
    json.dump(
        {
            "documents": DOCUMENTS,
            "dim": DIM,
            "passes": PASSES,
            "terms": terms,
            "idf": tf_idf.idf_.tolist(),
            "wordCosines": word_cosines(terms).tolist(),
            "topicsStart": start.tolist(),
            "topics": fitted.tolist(),
            "shares": shares.tolist(),
        },
        sys.stdout,
    )


main()
