// SPDX-License-Identifier: Apache-2.0
package org.causerie.estimation;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.causerie.CausalException;
import org.causerie.Progress;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.stat.Design;
import org.causerie.stat.Learner;
import org.causerie.stat.Target;

/**
 * Every case in one of several folds, arms spread evenly, and predictions for each fold from a fit to the
 * others.
 *
 * <p>What is dealt out are cases, not rows: the cases of a counted row fall into several folds. A unit is
 * one case, or all cases of one row in one fold where the learners take counts exactly as repeated rows.
 * Where the data has groups, whole groups are dealt.
 */
final class CrossFit {
    private final Study study;
    private final int folds;
    private final int[] row;
    private final int[] fold;
    private final double[] weight;
    private final double[][] columns;

    private CrossFit(Study study, int folds, int[] row, int[] fold, double[] weight) {
        this.study = study;
        this.folds = folds;
        this.row = row;
        this.fold = fold;
        this.weight = weight;
        this.columns = Design.rows(study.design(), row);
    }

    /**
     * Deals the cases.
     *
     * @param together whether the cases of a row in a fold may be one unit
     */
    static CrossFit of(Study study, int folds, boolean together, Seed seed) {
        for (int arm = 0; arm < 2; arm++) {
            if (study.cases(arm) < 2 * folds)
                throw new CausalException("Only " + Numbers.shown(study.cases(arm)) + " cases have " + study.treatment()
                        + " = " + study.level(arm) + ", too few for " + folds + " folds with two each; use at most "
                        + Math.max(2, (int) (study.cases(arm) / 2)) + " folds, or RegressionAdjustment");
        }
        int[] row = caseRows(study);
        int[] fold = deal(study, row, folds, seed.random());
        if (!study.counted()) return new CrossFit(study, folds, row, fold, study.weights());
        if (!together) {
            double[] ones = new double[row.length];
            Arrays.fill(ones, 1);
            return new CrossFit(study, folds, row, fold, ones);
        }
        double[][] count = new double[study.size()][folds];
        for (int c = 0; c < row.length; c++) count[row[c]][fold[c]]++;
        int[] units = IntStream.range(0, study.size() * folds)
                .filter(u -> count[u / folds][u % folds] > 0)
                .toArray();
        return new CrossFit(
                study,
                folds,
                Arrays.stream(units).map(u -> u / folds).toArray(),
                Arrays.stream(units).map(u -> u % folds).toArray(),
                Arrays.stream(units)
                        .mapToDouble(u -> count[u / folds][u % folds])
                        .toArray());
    }

    /** The row of each case. */
    private static int[] caseRows(Study study) {
        Dataset data = study.data();
        if (!data.counted()) return IntStream.range(0, data.rows()).toArray();
        if (data.cases() > 1e9)
            throw new CausalException("The " + data.cases() + " cases are too many to deal into folds one by one;"
                    + " use RegressionAdjustment or Ipw, which need not");
        double[] counts = data.weights();
        return IntStream.range(0, data.rows())
                .flatMap(i -> IntStream.range(0, (int) counts[i]).map(each -> i))
                .toArray();
    }

    private static int[] deal(Study study, int[] row, int folds, RandomGenerator random) {
        int[] fold = new int[row.length];
        Optional<int[]> groups = study.data().groups();
        if (groups.isPresent()) {
            int[] group = groups.get();
            int count = Arrays.stream(group).max().orElse(-1) + 1;
            if (count < folds)
                throw new CausalException("There are " + count + " groups and " + folds
                        + " folds; whole groups fall into folds, so use at most " + count + " folds");
            int[] order = IntStream.range(0, count).toArray();
            shuffle(order, random);
            int[] part = new int[count];
            for (int place = 0; place < count; place++) part[order[place]] = place % folds;
            for (int c = 0; c < row.length; c++) fold[c] = part[group[row[c]]];
            return fold;
        }
        int next = 0;
        for (int arm = 0; arm < 2; arm++) {
            int which = arm;
            int[] cases = IntStream.range(0, row.length)
                    .filter(c -> study.arm(row[c]) == which)
                    .toArray();
            shuffle(cases, random);
            for (int c : cases) fold[c] = next++ % folds;
        }
        return fold;
    }

    private static void shuffle(int[] order, RandomGenerator random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
    }

    int size() {
        return row.length;
    }

    int row(int unit) {
        return row[unit];
    }

    double weight(int unit) {
        return weight[unit];
    }

    /**
     * Predictions for every unit from fits to the units of the other folds.
     *
     * @param values what to predict, one per row of the study
     * @param use which rows of the study may be fitted to
     * @param what the model's name
     */
    double[] predict(Learner learner, Target target, double[] values, IntPredicate use, String what, Seed seed) {
        double[] y = Design.rows(values, row);
        double[] out = new double[row.length];
        for (int k = 0; k < folds; k++) {
            Progress.checkpoint();
            int held = k;
            int[] train = IntStream.range(0, row.length)
                    .filter(u -> fold[u] != held && use.test(row[u]))
                    .toArray();
            int[] test =
                    IntStream.range(0, row.length).filter(u -> fold[u] == held).toArray();
            if (train.length == 0)
                throw new CausalException("Without fold " + (k + 1) + " of " + folds + " no row is left to fit " + what
                        + "; use fewer folds, or groups in which both arms occur");
            double[] predicted = Nuisance.fit(
                            learner,
                            target,
                            columns,
                            y,
                            weight,
                            train,
                            "Fold " + (k + 1) + " of " + folds + ": " + what,
                            seed.split(k))
                    .at(Design.rows(columns, test), test.length);
            for (int i = 0; i < test.length; i++) out[test[i]] = predicted[i];
        }
        return out;
    }

    /** The mean over the cases of each row. */
    double[] perRow(double[] values) {
        double[] out = new double[study.size()];
        double[] cases = new double[study.size()];
        for (int u = 0; u < row.length; u++) {
            out[row[u]] += weight[u] * values[u];
            cases[row[u]] += weight[u];
        }
        for (int i = 0; i < out.length; i++) out[i] /= cases[i];
        return out;
    }
}
