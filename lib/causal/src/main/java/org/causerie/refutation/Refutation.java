// SPDX-License-Identifier: Apache-2.0
package org.causerie.refutation;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.Provenance;
import org.causerie.estimation.Estimate;
import org.causerie.estimation.Numbers;

/**
 * What came of an attempt to break an estimate.
 *
 * @param attempt what was done, in a few words
 * @param hypothesis what holds if nothing is wrong (H0), in a sentence
 * @param pValue how often replicates as unfavourable as these would be seen if the hypothesis held
 * @param meaning what the p-value compares, in a sentence
 * @param expected the value around which the replicates lie if the hypothesis holds
 * @param replicates the estimates on the changed data, in the order of their streams
 * @param standardErrors their standard errors
 * @param notes further evidence, in sentences
 * @param estimate the estimate that was attacked
 * @param refuter the settings of the attack
 * @param provenance what is needed to make it again
 */
@SuppressWarnings("ArrayRecordComponent")
public record Refutation(
        String attempt,
        String hypothesis,
        double pValue,
        String meaning,
        double expected,
        double[] replicates,
        double[] standardErrors,
        List<String> notes,
        Estimate estimate,
        Refuter refuter,
        Provenance provenance)
        implements Displayable {

    public Refutation {
        replicates = replicates.clone();
        standardErrors = standardErrors.clone();
        notes = List.copyOf(notes);
    }

    @Override
    public double[] replicates() {
        return replicates.clone();
    }

    @Override
    public double[] standardErrors() {
        return standardErrors.clone();
    }

    /**
     * Whether the estimate broke: the hypothesis is rejected.
     *
     * @param alpha the probability of rejecting an estimate with nothing wrong, between 0 and 1
     */
    public boolean broken(double alpha) {
        if (!(alpha > 0 && alpha < 1))
            throw new CausalException(
                    "The level of a test lies between 0 and 1, for example 0.05; " + alpha + " was given");
        return pValue < alpha;
    }

    /** The mean of the replicates. */
    public double mean() {
        return Arrays.stream(replicates).average().orElseThrow();
    }

    /** The standard deviation of the replicates. */
    public double standardDeviation() {
        double mean = mean();
        double squares = Arrays.stream(replicates)
                .map(each -> (each - mean) * (each - mean))
                .sum();
        return Math.sqrt(squares / (replicates.length - 1));
    }

    private String verdict() {
        return broken(0.05)
                ? "The estimate does not survive at the 5 % level."
                : "Nothing speaks against the estimate here; this is no proof that it is right.";
    }

    private String spread() {
        return replicates.length + " estimates, mean " + Numbers.shown(mean()) + ", standard deviation "
                + Numbers.shown(standardDeviation()) + "; expected around " + Numbers.shown(expected);
    }

    @Override
    public String text() {
        StringBuilder out = new StringBuilder(attempt)
                .append(": ")
                .append(Numbers.p(pValue))
                .append("\n  H0: ")
                .append(hypothesis)
                .append("\n  p: ")
                .append(meaning)
                .append("\n  replicates: ")
                .append(spread());
        for (String note : notes) out.append("\n  ").append(note);
        return out.append("\n  ").append(verdict()).toString();
    }

    @Override
    public Optional<String> html() {
        StringBuilder out = new StringBuilder("<div><p>")
                .append(Displayable.escape(attempt))
                .append(": <b>")
                .append(Displayable.escape(Numbers.p(pValue)))
                .append("</b></p><table><tbody>");
        row(out, "H0", hypothesis);
        row(out, "p", meaning);
        row(out, "replicates", spread());
        for (String note : notes) row(out, "note", note);
        return Optional.of(out.append("</tbody></table><p>")
                .append(Displayable.escape(verdict()))
                .append("</p></div>")
                .toString());
    }

    private static void row(StringBuilder out, String name, String value) {
        out.append("<tr><th>")
                .append(Displayable.escape(name))
                .append("</th><td>")
                .append(Displayable.escape(value))
                .append("</td></tr>");
    }

    @Override
    public String toString() {
        return text();
    }
}
