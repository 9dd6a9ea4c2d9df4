// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.causerie.CausalException;
import org.causerie.Displayable;

/**
 * Counterfactuals of a hidden Markov model: with the symbols that were seen under some actions, what would the hidden
 * state have been under other actions?
 *
 * <p>The tables of the model do not say how the noise of a step ties together what would happen from different states
 * and actions. Two worlds are followed at once, that which was and that which would have been; in each step, for each pair
 * of states in them, the joint distribution of the two symbols, and of the two next states, may be any with the marginals
 * of the tables. Rows of different states, symbols or actions are taken as different even where their numbers agree.
 * Backwards over the steps, a linear programme for each pair finds the extreme that is still to be had from
 * there, which is the extreme over all these choices together: polynomial, with <i>2 T K² (M + 1)</i> programmes of at
 * most <i>K²</i> or <i>M²</i> unknowns for <i>T</i> steps, <i>K</i> states and <i>M</i> symbols.
 *
 * <p>Every model in which the noises of different steps and of symbols and moves are independent lies within the bounds.
 * They are reached where no step has to be made from more than one pair of states, such as a single step from a known
 * state; elsewhere they may be wider than necessary, since one noise may not be able to tie several pairs of rows
 * together in the way that is extreme for each.
 *
 * <p>Two assumptions narrow them:
 * <ul>
 *   <li>counterfactual stability: what happened changes only to something whose odds against it have risen;
 *   <li>pathwise monotonicity, for levels that are in order: where one row lies above another (it gives at least as much
 *       probability to the levels from any level on), the noise never gives it the lower level.
 * </ul>
 *
 * <p>Haugh, M. B. &amp; Singal, R. (2023). Counterfactual analysis in dynamic latent state models. ICML, PMLR 202,
 * 12647-12677. Oberst, M. &amp; Sontag, D. (2019), see {@link GumbelMax}, for stability.
 *
 * @param stable whether counterfactual stability is assumed
 * @param monotone whether pathwise monotonicity is assumed
 */
public record LatentStateBounds(boolean stable, boolean monotone) {

    /** Bounds that assume neither. */
    public static LatentStateBounds withDefaults() {
        return new LatentStateBounds(false, false);
    }

    public LatentStateBounds stable(boolean newStable) {
        return new LatentStateBounds(newStable, monotone);
    }

    public LatentStateBounds monotone(boolean newMonotone) {
        return new LatentStateBounds(stable, newMonotone);
    }

    /**
     * What was, and what is asked.
     *
     * @param symbols the symbols that were seen, one per step
     * @param actions the actions that were taken, one per step
     * @param others the actions that would have been taken, one per step
     * @param step the step of the state that is asked about, from 0 (the first) to the number of steps (after the last)
     * @param worth a number for each state, whose mean is asked: 1 for some states and 0 for others gives a probability
     */
    public record Question(
            List<Integer> symbols, List<Integer> actions, List<Integer> others, int step, List<Double> worth) {
        public Question {
            symbols = List.copyOf(symbols);
            actions = List.copyOf(actions);
            others = List.copyOf(others);
            worth = List.copyOf(worth);
            if (symbols.isEmpty() || actions.size() != symbols.size() || others.size() != symbols.size())
                throw new CausalException(
                        "A question needs at least one step and as many actions as symbols; there are "
                                + symbols.size() + " symbols, " + actions.size() + " actions and " + others.size()
                                + " other actions");
            if (step < 0 || step > symbols.size())
                throw new CausalException(
                        "The step asked about must be between 0 and " + symbols.size() + "; it is " + step);
        }
    }

    /**
     * Bounds of a mean in the world that would have been.
     *
     * @param lower the least value
     * @param upper the largest value
     * @param likelihood the probability of the symbols that were seen
     * @param programmes how many linear programmes were solved
     * @param settings what was assumed
     */
    public record Result(double lower, double upper, double likelihood, int programmes, LatentStateBounds settings)
            implements Displayable {
        @Override
        public String text() {
            return String.format(
                    Locale.ROOT,
                    "between %.4f and %.4f (2 worlds, %d linear programmes); assumes independent noises%s%s",
                    lower,
                    upper,
                    programmes,
                    settings.stable ? ", counterfactual stability" : "",
                    settings.monotone ? ", pathwise monotonicity" : "");
        }

        @Override
        public Optional<String> latex() {
            return Optional.of(String.format(Locale.ROOT, "[%.4f,\\ %.4f]", lower, upper));
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /**
     * The bounds.
     *
     * @throws CausalException if a symbol, action or state does not exist, the symbols have probability 0, or no noise
     *     satisfies both assumptions
     */
    public Result bound(HiddenMarkov model, Question question) {
        TwoWorlds.Extreme least = new TwoWorlds.Extreme(this, false);
        TwoWorlds.Extreme most = new TwoWorlds.Extreme(this, true);
        TwoWorlds worlds = TwoWorlds.of(model, question);
        double lower = worlds.mean(least);
        double upper = worlds.mean(most);
        return new Result(lower, upper, worlds.likelihood(), least.solved() + most.solved(), this);
    }

    /** The mean where the noise of every table ties its rows together in this way; it lies within the bounds. */
    public static double mean(HiddenMarkov model, Question question, Coupling coupling) {
        return TwoWorlds.of(model, question).mean((from, to, worth) -> {
            double sum = 0;
            double[][] rows = {cumulative(from), cumulative(to)};
            for (int i = 0; i < from.length; i++)
                for (int j = 0; j < to.length; j++)
                    sum += worth[i][j] * coupling.joint(rows, new int[] {0, 1}, new int[] {i, j});
            return sum;
        });
    }

    private static double[] cumulative(double[] row) {
        double[] sums = row.clone();
        Arrays.parallelPrefix(sums, Double::sum);
        sums[sums.length - 1] = 1;
        return sums;
    }
}
