"""Linear models of scikit-learn, with its defaults but for the tolerance."""

import sklearn
from sklearn.linear_model import LinearRegression, LogisticRegression

from data import regression_data, regression_features
from serve import Job, serve


def fit_of(model):
    return [*model.intercept_.ravel(), *model.coef_.ravel()]


def closed_form(size):
    features, (_, target, _) = regression_features(size["n"], size["d"]), regression_data(size["n"], size["d"])
    return Job(lambda: LinearRegression().fit(features, target), values=fit_of)


def logistic_regression(size):
    features, (_, _, labels) = regression_features(size["n"], size["d"]), regression_data(size["n"], size["d"])
    tolerance = 10.0 ** -size["digits"]
    return Job(lambda: LogisticRegression(tol=tolerance, max_iter=1000).fit(features, labels), values=fit_of)


serve({"closedForm": closed_form, "logisticRegression": logistic_regression}, {"scikit-learn": sklearn.__version__})
