// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.List;
import org.causerie.CausalException;
import org.causerie.Progress;

/**
 * A hidden Markov model in the world that was and in that which would have been, worked out backwards over the steps.
 *
 * @param model the model
 * @param asked what was, and what is asked
 * @param ahead the probability of the symbols from a step on, by step and state
 */
record TwoWorlds(HiddenMarkov model, LatentStateBounds.Question asked, double[][] ahead) {

    static TwoWorlds of(HiddenMarkov model, LatentStateBounds.Question asked) {
        require("symbol", asked.symbols(), model.symbols());
        require("action", asked.actions(), model.actions());
        require("action", asked.others(), model.actions());
        if (asked.worth().size() != model.states())
            throw new CausalException("A worth is needed for each of the " + model.states() + " states; "
                    + asked.worth().size() + " were given");
        TwoWorlds worlds = new TwoWorlds(model, asked, model.likelihoods(ints(asked.symbols()), ints(asked.actions())));
        if (!(worlds.likelihood() > 0))
            throw new CausalException(
                    "The symbols " + asked.symbols() + " have probability 0 under the actions " + asked.actions());
        return worlds;
    }

    double likelihood() {
        double sum = 0;
        for (int h = 0; h < model.states(); h++) sum += model.initial(h) * ahead[0][h];
        return sum;
    }

    /** The mean of the worth of the state asked for, given the symbols seen. */
    double mean(Pairing pairing) {
        int states = model.states();
        double[][] value = new double[states][states];
        for (int h = 0; h < states; h++)
            for (int other = 0; other < states; other++)
                value[h][other] = ahead[asked.step()][h] * asked.worth().get(other);
        for (int t = asked.step() - 1; t >= 0; t--) value = before(t, value, pairing);
        double sum = 0;
        for (int h = 0; h < states; h++) sum += model.initial(h) * value[h][h];
        return sum / likelihood();
    }

    /** By state in both worlds, the probability of what was seen from a step on times the mean worth that follows. */
    private double[][] before(int t, double[][] after, Pairing pairing) {
        int states = model.states();
        double[][] value = new double[states][states];
        for (int h = 0; h < states; h++) {
            Progress.checkpoint();
            for (int other = 0; other < states; other++) value[h][other] = step(t, h, other, after, pairing);
        }
        return value;
    }

    private double step(int t, int h, int other, double[][] after, Pairing pairing) {
        int x = asked.actions().get(t);
        int otherX = asked.others().get(t);
        int seen = asked.symbols().get(t);
        double[] emitted = model.emission(x, h);
        if (emitted[seen] == 0) return 0;
        boolean same = h == other && x == otherX;
        double[] moved = model.transition(x, seen, h);
        if (same) return emitted[seen] * agreed(moved, after);
        double[][] worth = new double[model.symbols()][model.symbols()];
        for (int symbol = 0; symbol < model.symbols(); symbol++)
            worth[seen][symbol] = pairing.mean(moved, model.transition(otherX, symbol, other), after);
        return pairing.mean(emitted, model.emission(otherX, other), worth);
    }

    private static double agreed(double[] row, double[][] worth) {
        double sum = 0;
        for (int i = 0; i < row.length; i++) sum += row[i] * worth[i][i];
        return sum;
    }

    /** How one noise is taken to read two different rows. */
    interface Pairing {
        /**
         * The mean of a function of the two levels.
         *
         * @param worth the function, {@code [level of the one][level of the other]}
         */
        double mean(double[] from, double[] to, double[][] worth);
    }

    /** The extreme over all noises that satisfy what is assumed; counts the programmes it solves. */
    static final class Extreme implements Pairing {
        private final LatentStateBounds settings;
        private final boolean largest;
        private int solved;

        Extreme(LatentStateBounds settings, boolean largest) {
            this.settings = settings;
            this.largest = largest;
        }

        int solved() {
            return solved;
        }

        @Override
        public double mean(double[] from, double[] to, double[][] worth) {
            boolean[][] allowed = new boolean[from.length][to.length];
            boolean up = settings.monotone() && above(to, from);
            boolean down = settings.monotone() && above(from, to);
            for (int i = 0; i < from.length; i++) {
                for (int j = 0; j < to.length; j++) {
                    boolean risen = i == j || to[j] * from[i] > to[i] * from[j];
                    allowed[i][j] = (risen || !settings.stable()) && !(up && j < i) && !(down && j > i);
                }
            }
            solved++;
            return Transport.extreme(from, to, worth, allowed, largest);
        }

        /** Whether a row gives at least as much probability to the levels from any level on. */
        private static boolean above(double[] upper, double[] lower) {
            double sum = 0;
            for (int level = upper.length - 1; level > 0; level--) {
                sum += upper[level] - lower[level];
                if (sum < -1e-12) return false;
            }
            return true;
        }
    }

    private static void require(String what, List<Integer> given, int count) {
        for (int one : given) {
            if (one < 0 || one >= count)
                throw new CausalException("There is no " + what + " " + one + "; the model has 0 to " + (count - 1));
        }
    }

    private static int[] ints(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }
}
