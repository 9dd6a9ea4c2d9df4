// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.Arrays;
import org.causerie.CausalException;

/**
 * A hidden Markov model with actions: in each step the hidden state emits a symbol and moves on, both with probabilities
 * that depend on the action taken; the move may also depend on the symbol (a positive test leads to treatment).
 *
 * <p>States, symbols and actions are counted from 0. In step <i>t</i>, \(O_t \sim E[x_t][h_t]\) and then
 * \(H_{t+1} \sim Q[x_t][o_t][h_t]\); the first state is drawn from the initial distribution whatever the action.
 */
public final class HiddenMarkov {
    private static final double TOLERANCE = 1e-9;
    private final double[] initial;
    private final double[][][] emission;
    private final double[][][][] transition;

    private HiddenMarkov(double[] initial, double[][][] emission, double[][][][] transition) {
        this.initial = initial;
        this.emission = emission;
        this.transition = transition;
    }

    /**
     * A model with these probabilities.
     *
     * @param initial {@code [state]}
     * @param emission {@code [action][state][symbol]}
     * @param transition {@code [action][symbol][state][next state]}
     * @throws CausalException if a shape is wrong or a row is not a distribution
     */
    public static HiddenMarkov of(double[] initial, double[][][] emission, double[][][][] transition) {
        int states = initial.length;
        row("The initial distribution", initial, states);
        same("actions of the transition", transition.length, emission.length);
        double[][][] emissions = new double[emission.length][states][];
        double[][][][] transitions = new double[emission.length][][][];
        int symbols = emission.length == 0 || emission[0].length == 0 ? 0 : emission[0][0].length;
        if (symbols == 0) throw new CausalException("A model needs at least one action, state and symbol");
        for (int x = 0; x < emission.length; x++) {
            same("states of the emission", emission[x].length, states);
            same("symbols of the transition", transition[x].length, symbols);
            for (int h = 0; h < states; h++)
                emissions[x][h] = row("The emission of state " + h + " under action " + x, emission[x][h], symbols);
            transitions[x] = new double[symbols][states][];
            for (int o = 0; o < symbols; o++) {
                same("states of the transition", transition[x][o].length, states);
                for (int h = 0; h < states; h++)
                    transitions[x][o][h] = row(
                            "The transition from state " + h + " with symbol " + o + " under action " + x,
                            transition[x][o][h],
                            states);
            }
        }
        return new HiddenMarkov(initial.clone(), emissions, transitions);
    }

    /**
     * A model whose moves do not depend on the symbol.
     *
     * @param transition {@code [action][state][next state]}
     */
    public static HiddenMarkov of(double[] initial, double[][][] emission, double[][][] transition) {
        int symbols = emission.length == 0 || emission[0].length == 0 ? 0 : emission[0][0].length;
        double[][][][] repeated = new double[transition.length][symbols][][];
        for (int x = 0; x < repeated.length; x++) for (int o = 0; o < symbols; o++) repeated[x][o] = transition[x];
        return of(initial, emission, repeated);
    }

    /** The number of hidden states. */
    public int states() {
        return initial.length;
    }

    /** The number of symbols. */
    public int symbols() {
        return emission[0][0].length;
    }

    /** The number of actions. */
    public int actions() {
        return emission.length;
    }

    double initial(int state) {
        return initial[state];
    }

    double[] emission(int action, int state) {
        return emission[action][state];
    }

    double[] transition(int action, int symbol, int state) {
        return transition[action][symbol][state];
    }

    /** The probability of the symbols from a step on, by step and state; 1 after the last. */
    double[][] likelihoods(int[] symbols, int[] actions) {
        double[][] ahead = new double[symbols.length + 1][states()];
        Arrays.fill(ahead[symbols.length], 1);
        for (int t = symbols.length - 1; t >= 0; t--) {
            for (int h = 0; h < states(); h++) {
                double[] next = transition[actions[t]][symbols[t]][h];
                double sum = 0;
                for (int to = 0; to < next.length; to++) sum += next[to] * ahead[t + 1][to];
                ahead[t][h] = emission[actions[t]][h][symbols[t]] * sum;
            }
        }
        return ahead;
    }

    private static double[] row(String what, double[] row, int size) {
        if (row.length != size)
            throw new CausalException(what + " has " + row.length + " probabilities; it needs " + size);
        double sum = 0;
        for (double probability : row) {
            if (!(probability >= 0))
                throw new CausalException(what + " has the probability " + probability + "; it must be 0 or more");
            sum += probability;
        }
        if (!(Math.abs(sum - 1) <= TOLERANCE))
            throw new CausalException(what + " sums to " + Numbers.text(sum) + "; it must sum to 1");
        return row.clone();
    }

    private static void same(String what, int given, int needed) {
        if (given != needed) throw new CausalException("The " + what + " are " + given + "; there must be " + needed);
    }
}
