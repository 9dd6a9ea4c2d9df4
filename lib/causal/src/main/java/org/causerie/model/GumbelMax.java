// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.causerie.CausalException;

/**
 * A categorical choice as a race: level <i>k</i> scores \(\log p_k + G_k\) with independent standard Gumbel noises, and
 * the highest score wins, which is level <i>k</i> with probability \(p_k\).
 *
 * <p>The same noises under other probabilities give the counterfactual level. It is stable: a case that had level
 * <i>i</i> has another level <i>j</i> only if the odds of <i>j</i> against <i>i</i> have risen. With two levels this
 * is the monotone coupling; with more it is one of many stable ones.
 *
 * <p>Scores may be log-probabilities or logits: a constant added to all changes nothing. The score of an impossible level
 * is minus infinity.
 *
 * <p>Oberst, M. &amp; Sontag, D. (2019). Counterfactual off-policy evaluation with Gumbel-max structural causal models.
 * ICML, PMLR 97, 4881-4890. Maddison, C. J., Tarlow, D. &amp; Minka, T. (2014). A* sampling. NeurIPS 27, for the noises
 * of an observed choice.
 */
public final class GumbelMax {
    private GumbelMax() {}

    /** Independent standard Gumbel noises. */
    public static double[] noise(int levels, RandomGenerator random) {
        double[] noise = new double[levels];
        for (int k = 0; k < levels; k++) noise[k] = gumbel(random);
        return noise;
    }

    /** The level that wins the race; the first of equals. */
    public static int choose(double[] scores, double[] noise) {
        int best = 0;
        for (int k = 1; k < scores.length; k++) if (scores[k] + noise[k] > scores[best] + noise[best]) best = k;
        return best;
    }

    /**
     * Draws the noises of a choice that is known, in hindsight: the winning score first, which does not depend on who
     * won, then the others' scores, each cut off there. <i>O(K)</i> for <i>K</i> levels.
     *
     * @throws CausalException if the level is impossible
     */
    public static double[] posterior(double[] scores, int chosen, RandomGenerator random) {
        if (!(scores[chosen] > Double.NEGATIVE_INFINITY))
            throw new CausalException("Level " + chosen + " was chosen but has probability 0 under the scores "
                    + Arrays.toString(scores));
        double top = Arrays.stream(scores).max().orElseThrow();
        double sum = Arrays.stream(scores).map(score -> Math.exp(score - top)).sum();
        double won = top + Math.log(sum) + gumbel(random);
        double[] noise = new double[scores.length];
        for (int k = 0; k < noise.length; k++) {
            if (k == chosen) noise[k] = won - scores[k];
            else if (scores[k] == Double.NEGATIVE_INFINITY) noise[k] = gumbel(random);
            else noise[k] = -Math.log(Math.exp(scores[k] - won) + exponential(random));
        }
        return noise;
    }

    /**
     * The exact probability that the same noises choose one level under some probabilities and another under others.
     *
     * <p>With \(E_k = e^{-G_k}\) the winner has the least \(E_k / p_k\). Integrating over the winning ratios of both
     * races and then over their quotient <i>t</i> leaves
     * \(p_i q_j \int dt / S(t)^2\) with \(S(t) = p_i + q_j t + \sum_{k \ne i,j} \max(p_k, q_k t)\), from
     * \(p_j / q_j\) to \(p_i / q_i\), which is a fraction on each piece where <i>S</i> is linear. <i>O(K² log K)</i>.
     *
     * @param p the one probabilities
     * @param i the level chosen under them
     * @param q the other probabilities, of the same levels
     * @param j the level chosen under those
     */
    public static double joint(double[] p, int i, double[] q, int j) {
        if (p.length != q.length)
            throw new CausalException(
                    "Both races must have the same levels; they have " + p.length + " and " + q.length);
        if (p[i] == 0 || q[j] == 0) return 0;
        if (i == j) {
            double sum = 0;
            for (int k = 0; k < p.length; k++) sum += Math.max(p[k] / p[i], q[k] / q[j]);
            return 1 / sum;
        }
        double from = p[j] / q[j];
        double to = q[i] == 0 ? Double.POSITIVE_INFINITY : p[i] / q[i];
        if (!(from < to)) return 0;
        double[] cuts = new double[p.length];
        int count = 0;
        for (int k = 0; k < p.length; k++) {
            double cut = p[k] / q[k];
            if (k != i && k != j && cut > from && cut < to) cuts[count++] = cut;
        }
        Arrays.sort(cuts, 0, count);
        double sum = 0;
        double left = from;
        for (int c = 0; c <= count; c++) {
            double right = c < count ? cuts[c] : to;
            sum += piece(p, i, q, j, left, right);
            left = right;
        }
        return p[i] * q[j] * sum;
    }

    /** The integral of \(1 / (a + b t)^2\) over a piece on which no other level's maximum changes sides. */
    private static double piece(double[] p, int i, double[] q, int j, double left, double right) {
        double inside = Double.isInfinite(right) ? 2 * left + 1 : (left + right) / 2;
        double a = p[i];
        double b = q[j];
        for (int k = 0; k < p.length; k++) {
            if (k == i || k == j) continue;
            if (q[k] * inside > p[k]) b += q[k];
            else a += p[k];
        }
        if (Double.isInfinite(right)) return 1 / (b * (a + b * left));
        return (right - left) / ((a + b * left) * (a + b * right));
    }

    private static double gumbel(RandomGenerator random) {
        return -Math.log(exponential(random));
    }

    private static double exponential(RandomGenerator random) {
        return -Math.log(1 - random.nextDouble());
    }
}
