"""Records what the Open Bandit Pipeline estimates on drawn feedback: the reference of packages/training's estimators.

python3 record.py ../../../packages/training/test/off-policy/obp-vectors.json

Needs `pip install --no-deps obp==0.4.1` with numpy, scikit-learn, pandas, pyyaml, tqdm, matplotlib, seaborn and mypy-extensions. PyTorch may be
absent: the library imports it on load, but its NumPy estimators never call it.
"""

import json
import sys
import types


class _Absent(types.ModuleType):
    """Answers any attribute with an empty class, so that annotations and base classes can be written down."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (), {})


try:
    import torch  # noqa: F401
except ModuleNotFoundError:
    for name in ["torch", "torch.nn", "torch.nn.functional", "torch.optim", "torch.utils", "torch.utils.data"]:
        sys.modules[name] = _Absent(name)
    for name in ["torch.nn", "torch.optim", "torch.utils", "torch.utils.data"]:
        parent, child = name.rsplit(".", 1)
        setattr(sys.modules[parent], child, sys.modules[name])

import numpy as np
from obp.ope.estimators import (
    DirectMethod,
    DoublyRobust,
    InverseProbabilityWeighting,
    SelfNormalizedDoublyRobust,
    SelfNormalizedInverseProbabilityWeighting,
    SwitchDoublyRobust,
)

ROUNDS, ACTIONS, POSITIONS = 120, 5, 3


def drawn(seed):
    random = np.random.RandomState(seed)
    behaviour = random.dirichlet(np.ones(ACTIONS), size=(ROUNDS, POSITIONS)) * 0.9 + 0.1 / ACTIONS
    evaluation = random.dirichlet(0.5 * np.ones(ACTIONS), size=(ROUNDS, POSITIONS))
    quality = random.uniform(0.05, 0.6, size=(ROUNDS, ACTIONS, POSITIONS))
    position = random.randint(POSITIONS, size=ROUNDS)
    rows = np.arange(ROUNDS)
    action = np.array([random.choice(ACTIONS, p=behaviour[i, position[i]]) for i in rows])
    reward = random.binomial(1, quality[rows, action, position])
    modelled = np.clip(quality + random.normal(0, 0.1, quality.shape), 0.01, 0.99)
    return dict(
        reward=reward,
        action=action,
        position=position,
        pscore=behaviour[rows, position, action],
        action_dist=np.swapaxes(evaluation, 1, 2),
        estimated_rewards_by_reg_model=modelled,
    )


def estimates(feedback):
    without_model = {k: v for k, v in feedback.items() if k != "estimated_rewards_by_reg_model"}
    for_model = {k: feedback[k] for k in ["position", "action_dist", "estimated_rewards_by_reg_model"]}
    value = lambda estimator, given: float(estimator.estimate_policy_value(**given))
    return {
        "ips": value(InverseProbabilityWeighting(), without_model),
        "snips": value(SelfNormalizedInverseProbabilityWeighting(), without_model),
        "direct method": value(DirectMethod(), for_model),
        "doubly robust": value(DoublyRobust(), feedback),
        "self-normalised doubly robust": value(SelfNormalizedDoublyRobust(), feedback),
        "switch-DR, switch at 1": value(SwitchDoublyRobust(tau=1), feedback),
        "switch-DR, switch at 3": value(SwitchDoublyRobust(tau=3), feedback),
    }


cases = []
for seed in range(3):
    feedback = drawn(seed)
    cases.append(
        {
            "reward": feedback["reward"].tolist(),
            "action": feedback["action"].tolist(),
            "propensity": feedback["pscore"].tolist(),
            # At the position of each round: [rounds][actions].
            "policy": feedback["action_dist"][np.arange(ROUNDS), :, feedback["position"]].tolist(),
            "modelled": feedback["estimated_rewards_by_reg_model"][
                np.arange(ROUNDS), :, feedback["position"]
            ].tolist(),
            "estimates": estimates(feedback),
        }
    )
with open(sys.argv[1], "w") as file:
    json.dump({"library": "obp 0.4.1", "cases": cases}, file)
    file.write("\n")
