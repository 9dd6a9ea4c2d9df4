// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.Locale;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.Provenance;

/**
 * Which of two variables causes the other, as far as their joint distribution tells: often it does not.
 *
 * @param first the one variable
 * @param second the other
 * @param verdict the answer
 * @param dependence the p-value of the hypothesis that the two are independent
 * @param forward the p-value of the hypothesis that first → second holds: small where the data speaks against it
 * @param backward the p-value of the hypothesis that second → first holds
 * @param level the probability of naming a direction where both directions fit equally well, at most
 * @param provenance where the result comes from
 */
public record Direction(
        String first,
        String second,
        Verdict verdict,
        double dependence,
        double forward,
        double backward,
        double level,
        Provenance provenance)
        implements Displayable {

    /** What the data says about a pair. */
    public enum Verdict {
        /** The first causes the second. */
        FORWARD("only this direction fits"),
        /** The second causes the first. */
        BACKWARD("only this direction fits"),
        /** The two may be independent, so there is no direction to tell. */
        INDEPENDENT("the two may be independent"),
        /** Both directions fit, or which fits better may be chance. */
        BOTH_FIT("both directions fit, or the difference may be chance"),
        /** Neither fits: there may be a common cause, or the model is wrong. */
        NEITHER_FITS("neither direction fits: there may be a common cause, or the model is not the right one");

        private final String reason;

        Verdict(String reason) {
            this.reason = reason;
        }
    }

    /**
     * A direction is named where the other one is rejected at half the level, this one not at the level, and
     * independence is rejected: in a world where both fit, it is named with at most this probability.
     */
    static Verdict verdict(double dependence, double forward, double backward, double level) {
        if (dependence > level) return Verdict.INDEPENDENT;
        if (backward <= level / 2 && forward > level) return Verdict.FORWARD;
        if (forward <= level / 2 && backward > level) return Verdict.BACKWARD;
        return forward <= level && backward <= level ? Verdict.NEITHER_FITS : Verdict.BOTH_FIT;
    }

    static void requireLevel(double level) {
        if (!(level > 0 && level < 1))
            throw new CausalException("The level lies between 0 and 1; " + level + " was given. 0.05 is a good start");
    }

    /** Whether a direction is named. */
    public boolean told() {
        return verdict == Verdict.FORWARD || verdict == Verdict.BACKWARD;
    }

    /**
     * The cause.
     *
     * @throws CausalException if the data cannot tell
     */
    public String cause() {
        requireTold();
        return verdict == Verdict.FORWARD ? first : second;
    }

    /**
     * The effect.
     *
     * @throws CausalException if the data cannot tell
     */
    public String effect() {
        requireTold();
        return verdict == Verdict.FORWARD ? second : first;
    }

    private void requireTold() {
        if (!told())
            throw new CausalException("The data cannot tell which of " + first + " and " + second + " is the cause: "
                    + verdict.reason + "; ask told() first");
    }

    @Override
    public String text() {
        String answer = told() ? cause() + " → " + effect() : first + " ? " + second + ", cannot tell";
        return String.format(
                Locale.ROOT,
                "%s: %s (%s → %s p = %.3g, %s → %s p = %.3g, level %s)",
                answer,
                verdict.reason,
                first,
                second,
                forward,
                second,
                first,
                backward,
                level);
    }

    @Override
    public String toString() {
        return text();
    }
}
