// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.List;
import org.apache.commons.numbers.gamma.LogGamma;
import org.causerie.CausalException;
import org.causerie.data.Dataset;

/**
 * The Bayesian Dirichlet score with a uniform joint prior: the log marginal likelihood of a discrete
 * network; higher is better.
 *
 * <p>For a variable of <i>r</i> levels whose parents have <i>q</i> combinations of levels, and counts
 * \(N_{jk}\), the local score is \(\sum_j [\log\frac{\Gamma(a/q)}{\Gamma(a/q + N_j)} + \sum_k
 * \log\frac{\Gamma(a/(qr) + N_{jk})}{\Gamma(a/(qr))}]\) with equivalent sample size <i>a</i>.
 * Markov-equivalent graphs score the same.
 *
 * <p>Assumes columns of levels without missing values. Local scores are cached; time <i>O(m)</i> each in the
 * number <i>m</i> of distinct rows.
 *
 * <p>Heckerman, D., Geiger, D. &amp; Chickering, D. M. (1995). Learning Bayesian networks. Machine Learning
 * 20, 197-243. doi:10.1007/BF00994016
 *
 * @param equivalentSampleSize the weight <i>a</i> of the prior in cases, above 0; larger favours denser
 *     graphs
 */
public record Bdeu(double equivalentSampleSize) implements Score {

    public Bdeu {
        if (!(equivalentSampleSize > 0) || Double.isInfinite(equivalentSampleSize)) {
            throw new CausalException("The equivalent sample size of BDeu must be a positive number; "
                    + equivalentSampleSize + " was given (1 to 10 is usual)");
        }
    }

    public static Bdeu withDefaults() {
        return new Bdeu(10);
    }

    /** With another weight of the prior, in cases. */
    public Bdeu equivalentSampleSize(double changed) {
        return new Bdeu(changed);
    }

    /**
     * Binds the score to data; counts make a row stand for that many cases.
     *
     * @throws CausalException if a column holds numbers, is constant or has missing values
     */
    @Override
    public LocalScore on(Dataset data) {
        return new CachedScore(new Bound(Contingency.of(data), equivalentSampleSize));
    }

    private record Bound(Contingency table, double prior) implements LocalScore {

        @Override
        public List<String> names() {
            return table.names();
        }

        @Override
        public double score(int node, int... parents) {
            int levels = table.levels(node);
            double[] counts = table.strata(new int[] {node}, parents);
            double combinations = 1;
            for (int parent : parents) combinations *= table.levels(parent);
            double inStratum = prior / combinations;
            double inCell = inStratum / levels;
            double stratumGamma = LogGamma.value(inStratum);
            double cellGamma = LogGamma.value(inCell);
            double score = 0;
            for (int start = 0; start < counts.length; start += levels) {
                double total = 0;
                for (int level = 0; level < levels; level++) {
                    double count = counts[start + level];
                    total += count;
                    if (count > 0) score += LogGamma.value(inCell + count) - cellGamma;
                }
                if (total > 0) score += stratumGamma - LogGamma.value(inStratum + total);
            }
            return score;
        }
    }
}
