// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.ArrayList;
import java.util.List;
import org.causerie.CausalException;
import org.causerie.Execution;
import org.causerie.Seed;
import org.causerie.data.Fold;

/**
 * Predictions for every row by a fit that has not seen it, so that a flexible learner's overfitting does
 * not leak into an estimate.
 *
 * <p>Chernozhukov, V. et al. (2018). Double/debiased machine learning for treatment and structural
 * parameters. Econometrics Journal 21, C1-C68. doi:10.1111/ectj.12097
 *
 * @param folds parts of the rows, each row in the test part of exactly one
 */
public record CrossFitting(List<Fold> folds) {

    public CrossFitting {
        folds = List.copyOf(folds);
        if (folds.size() < 2)
            throw new CausalException("Cross-fitting needs at least 2 folds; " + folds.size() + " was given");
        int rows = folds.stream().mapToInt(fold -> fold.test().length).sum();
        boolean[] seen = new boolean[rows];
        for (Fold fold : folds) {
            for (int row : fold.test()) {
                if (row < 0 || row >= rows || seen[row]) {
                    throw new CausalException("Row " + row
                            + " is not in the test part of exactly one fold; make folds with" + " Dataset.folds");
                }
                seen[row] = true;
            }
        }
    }

    /** Predictions for each row by the fit of the fold it was left out of. */
    public static double[] outOfFold(
            Learner learner,
            Target target,
            double[][] columns,
            double[] y,
            double[] weights,
            List<Fold> folds,
            Seed seed) {
        return new CrossFitting(folds)
                .predict(
                        learner,
                        target,
                        columns,
                        y,
                        weights,
                        List.<double[][]>of(columns),
                        seed,
                        Execution.sequential())
                .get(0);
    }

    /**
     * Predictions for each row by the fit of the fold it was left out of, at several versions of the
     * features: as they are, or with a treatment set.
     *
     * @param columns the features to fit on
     * @param at the features to predict at, each a full set of columns
     * @return predictions for each of {@code at}, one per row
     */
    public List<double[]> predict(
            Learner learner,
            Target target,
            double[][] columns,
            double[] y,
            double[] weights,
            List<double[][]> at,
            Seed seed,
            Execution execution) {
        List<List<double[]>> parts = execution.map("cross-fitting", folds.size(), number -> {
            Fold fold = folds.get(number);
            Fitted fitted = learner.fit(
                    target,
                    Design.rows(columns, fold.train()),
                    Design.rows(y, fold.train()),
                    Design.rows(weights, fold.train()),
                    seed.split(number));
            return at.stream()
                    .map(version -> fitted.predict(Design.rows(version, fold.test())))
                    .toList();
        });
        List<double[]> predictions = new ArrayList<>();
        for (int version = 0; version < at.size(); version++) {
            double[] all = new double[y.length];
            for (int number = 0; number < folds.size(); number++) {
                int[] test = folds.get(number).test();
                double[] part = parts.get(number).get(version);
                for (int i = 0; i < test.length; i++) all[test[i]] = part[i];
            }
            predictions.add(all);
        }
        return predictions;
    }
}
