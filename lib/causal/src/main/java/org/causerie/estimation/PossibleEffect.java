// SPDX-License-Identifier: Apache-2.0
package org.causerie.estimation;

import java.math.BigInteger;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.commons.statistics.distribution.TDistribution;
import org.causerie.CausalException;
import org.causerie.Displayable;

/**
 * A total effect in some graphs of a class: by how many units the outcome's mean rises when the treatment is set one unit
 * higher.
 *
 * @param value the effect; exactly 0 where these graphs have no causal path
 * @param standardError its standard error from the regression; 0 where these graphs have no causal path
 * @param degrees the degrees of freedom of the regression
 * @param parents the treatment's parents in these graphs
 * @param adjustedFor what the regression adjusts for
 * @param members the number of these graphs
 */
public record PossibleEffect(
        double value,
        double standardError,
        double degrees,
        SortedSet<String> parents,
        SortedSet<String> adjustedFor,
        BigInteger members)
        implements Displayable {

    public PossibleEffect {
        parents = Collections.unmodifiableSortedSet(new TreeSet<>(parents));
        adjustedFor = Collections.unmodifiableSortedSet(new TreeSet<>(adjustedFor));
    }

    /** The 95 % interval, if one of these graphs is true. */
    public Interval interval() {
        return interval(0.95);
    }

    /**
     * The interval from Student's t, if one of these graphs is true.
     *
     * @param level the confidence, between 0 and 1
     */
    public Interval interval(double level) {
        if (!(level > 0 && level < 1))
            throw new CausalException(
                    "The level of an interval lies between 0 and 1, for example 0.95; " + level + " was given");
        double half = standardError == 0
                ? 0
                : TDistribution.of(degrees).inverseSurvivalProbability((1 - level) / 2) * standardError;
        return new Interval(value - half, value + half, level);
    }

    @Override
    public String text() {
        String graphs = members + (members.equals(BigInteger.ONE) ? " graph" : " graphs");
        String where = " in " + graphs + " with parents {" + String.join(", ", parents) + "}";
        if (standardError == 0) return Numbers.shown(value) + where;
        String adjusted = adjustedFor.equals(parents) ? "" : ", adjusted for {" + String.join(", ", adjustedFor) + "}";
        return Numbers.shown(value) + ", " + interval() + "," + where + adjusted;
    }

    @Override
    public String toString() {
        return text();
    }
}
