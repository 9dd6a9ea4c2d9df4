// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.Arrays;
import org.causerie.CausalException;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;

/** The best and the worst coupling of two distributions: a linear programme with one unknown per allowed pair. */
final class Transport {
    private static final double TOLERANCE = 1e-9;

    private Transport() {}

    /**
     * The extreme mean of a function of two levels over the joint distributions with these marginals.
     *
     * @param from the one marginal
     * @param to the other
     * @param worth the function, {@code [from][to]}
     * @param allowed which pairs may have a probability
     * @throws CausalException if no joint distribution is allowed
     */
    static double extreme(double[] from, double[] to, double[][] worth, boolean[][] allowed, boolean largest) {
        double scale = Arrays.stream(worth)
                .flatMapToDouble(Arrays::stream)
                .map(Math::abs)
                .max()
                .orElse(0);
        if (scale == 0) return 0;
        ExpressionsBasedModel program = new ExpressionsBasedModel();
        Expression[] rows = new Expression[from.length];
        Expression[] columns = new Expression[to.length];
        // both marginals sum to 1 up to rounding only, so each is held within an interval
        for (int i = 0; i < rows.length; i++) rows[i] = sum(program, "from" + i, from[i]);
        for (int j = 0; j < columns.length; j++) columns[j] = sum(program, "to" + j, to[j]);
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                if (!allowed[i][j] || from[i] == 0 || to[j] == 0) continue;
                var pair = program.addVariable("pair" + i + "and" + j).lower(0).weight(worth[i][j] / scale);
                rows[i].set(pair, 1);
                columns[j].set(pair, 1);
            }
        }
        Optimisation.Result found = largest ? program.maximise() : program.minimise();
        if (!found.getState().isFeasible())
            throw new CausalException(
                    "No noise is both stable and monotone for two rows of a table;" + " ask for one of the two");
        return scale * found.getValue();
    }

    private static Expression sum(ExpressionsBasedModel program, String name, double total) {
        return program.addExpression(name).lower(total - TOLERANCE).upper(total + TOLERANCE);
    }
}
