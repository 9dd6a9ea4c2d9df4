// SPDX-License-Identifier: Apache-2.0
package org.causerie.explanation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.causerie.CausalException;
import org.causerie.Displayable;

/**
 * The actual causes of what happened in one situation, by the definitions of Halpern and Pearl.
 *
 * <p>{@snippet :
 * var found = ActualCause.withDefaults().explain(fire.in(Map.of("lightning", 1, "match", 1)), Formula.is("fire", 1));
 * found.isCause(Map.of("lightning", 1, "match", 1));       // true: only the two together, by the modified definition
 * found.responsibility("match");                           // 0.5
 * }
 *
 * <p>\(\vec X = \vec x\) is an actual cause of \(\varphi\) where (AC1) both hold; (AC2) some change of
 * \(\vec X\) to \(\vec x'\), with variables \(\vec W\) held at \(\vec w\), undoes \(\varphi\), the definitions differing in what may
 * be held; and (AC3) no part of \(\vec X\) does. With an order of {@link Normality}, AC2 also asks that the world that
 * shows it be at least as normal as the actual one.
 *
 * <p>All causes are found, by search over the \(n\) events before the outcome, with \(d\) levels each. Deciding one is complete for
 * \(D^P\) (modified), \(\Sigma^P_2\) (original) and \(D^P_2\) (updated), so each takes exponential time in the worst case
 * here too: for the modified definition \(O(2^n)\) worlds for each set \(\vec X\) and change of it; for the others
 * \(O(n (d + 1)^n)\) time and a byte per world. Sets that contain a cause are left out; the
 * original definition needs single variables only. Twelve binary events take well under a second.
 *
 * <p>Halpern, J. Y. &amp; Pearl, J. (2005). Causes and explanations: a structural-model approach, part I. The British Journal
 * for the Philosophy of Science 56, 843-887. doi:10.1093/bjps/axi147. Halpern, J. Y. (2016). Actual Causality. MIT Press.
 * doi:10.7551/mitpress/10809.001.0001
 *
 * @param definition which definition; {@link Definition#MODIFIED} by default
 * @param normality which worlds are normal; all worlds count where empty, the default
 */
public record ActualCause(Definition definition, Optional<Normality> normality) {

    /** What may be held while the events are changed. */
    public enum Definition {
        /** Nothing: changing exactly these events undoes the outcome, and changing fewer does not. */
        BUT_FOR("necessary (but for it, not)"),
        /**
         * Halpern and Pearl 2001: anything at any level, as long as the outcome stays with the events as they were,
         * whichever of the other variables are put back to their actual level.
         */
        ORIGINAL("original definition, 2001"),
        /** Halpern and Pearl 2005: as before, and also whichever of the held variables are let go. */
        UPDATED("updated definition, 2005"),
        /** Halpern 2015: anything, at its actual level. */
        MODIFIED("modified definition, 2015");

        private final String text;

        Definition(String text) {
            this.text = text;
        }

        /** The definition in words. */
        public String text() {
            return text;
        }
    }

    /** Whether events are a cause, and which of the three conditions fails where they are not. */
    public enum Verdict {
        /** They are a cause. */
        CAUSE,
        /** AC1 fails: they did not all happen. */
        DID_NOT_HAPPEN,
        /** AC2 fails: no change of them shows that they mattered. */
        NO_WITNESS,
        /** AC3 fails: fewer of them are a cause already. */
        NOT_MINIMAL
    }

    public static ActualCause withDefaults() {
        return new ActualCause(Definition.MODIFIED, Optional.empty());
    }

    public ActualCause definition(Definition newDefinition) {
        return new ActualCause(newDefinition, normality);
    }

    /** Counts only witnesses that are at least as normal as what happened. */
    public ActualCause normality(Normality order) {
        return new ActualCause(definition, Optional.of(order));
    }

    /**
     * The causes of an outcome.
     *
     * @param outcome what happened
     * @param situation where it happened
     * @param causes all causes among the events asked about, smallest first
     * @param settings the settings
     */
    public record Result(Formula outcome, Situation situation, List<Cause> causes, ActualCause settings)
            implements Displayable {

        public Result {
            causes = List.copyOf(causes);
        }

        /** Whether exactly these events are a cause. */
        public boolean isCause(Map<String, ?> events) {
            return verdict(events) == Verdict.CAUSE;
        }

        /** Whether an event is a cause or part of one. */
        public boolean isPartOfCause(String variable) {
            return responsibility(variable) > 0;
        }

        /**
         * Whether these events are a cause, and why not.
         *
         * @throws CausalException if a variable or level is unknown, or no event is named
         */
        public Verdict verdict(Map<String, ?> events) {
            if (events.isEmpty()) throw new CausalException("Name at least one event that may be a cause");
            for (Map.Entry<String, ?> event : events.entrySet())
                if (!situation.holds(Formula.is(event.getKey(), event.getValue()))) return Verdict.DID_NOT_HAPPEN;
            for (Cause cause : causes) {
                if (!events.keySet().containsAll(cause.events().keySet())) continue;
                return cause.events().size() == events.size() ? Verdict.CAUSE : Verdict.NOT_MINIMAL;
            }
            return Verdict.NO_WITNESS;
        }

        /**
         * The degree of responsibility of an event: 1 divided by the least number of variables that must be changed, the
         * event included, before the outcome depends on it; 0 where it is no part of a cause.
         *
         * <p>For single causes this is the definition of Chockler, H. &amp; Halpern, J. Y. (2004). Responsibility and blame: a
         * structural-model approach. Journal of Artificial Intelligence Research 22, 93-115. doi:10.1613/jair.1391. Variables
         * held at their actual level are not counted.
         */
        public double responsibility(String variable) {
            situation.equations().variable(variable);
            return causes.stream()
                    .filter(cause -> cause.events().containsKey(variable))
                    .mapToDouble(Cause::responsibility)
                    .max()
                    .orElse(0);
        }

        @Override
        public String text() {
            List<String> lines = new ArrayList<>(List.of(heading()));
            for (Cause cause : causes) lines.add("  " + cause.text());
            return String.join("\n", lines);
        }

        private String heading() {
            return (causes.isEmpty() ? "Nothing is a cause of " : "Causes of ") + outcome.text() + ", "
                    + settings.definition.text()
                    + (settings.normality.isPresent() ? ", by witnesses as normal as what happened" : "");
        }

        @Override
        public Optional<String> html() {
            if (causes.isEmpty()) return Optional.of("<p>" + Displayable.escape(heading()) + "</p>");
            List<List<String>> rows = causes.stream()
                    .map(cause -> List.of(
                            CauseText.events(cause.events()),
                            String.format(Locale.ROOT, "%.3g", cause.responsibility()),
                            cause.witness().text()))
                    .toList();
            return Optional.of(CauseText.table(heading(), List.of("cause", "responsibility", "witness"), rows));
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /**
     * All causes of an outcome, except events of the variables that it speaks of.
     *
     * @throws CausalException if the outcome did not happen, or too many events come before it
     */
    public Result explain(Situation situation, Formula outcome) {
        Set<String> candidates = new TreeSet<>(situation.equations().events());
        candidates.removeAll(outcome.variables());
        return explain(situation, outcome, candidates);
    }

    /**
     * All causes of an outcome that are made of events of these variables.
     *
     * @throws CausalException if the outcome did not happen, a variable is no event, or too many events come before the
     *     outcome
     */
    public Result explain(Situation situation, Formula outcome, Set<String> candidates) {
        for (String name : candidates)
            if (!situation.equations().events().contains(name))
                throw CausalException.unknown(
                        "event", name, situation.equations().events());
        if (!situation.holds(outcome))
            throw new CausalException(outcome.text()
                    + " does not hold in this situation, so it has no cause; what happened is " + situation.text());
        Worlds worlds = Worlds.of(situation, outcome, normality.isPresent());
        List<Cause> causes = new ArrayList<>(new CauseSearch(worlds, this).among(candidates));
        causes.sort(Comparator.comparingInt((Cause cause) -> cause.events().size())
                .thenComparing(Comparator.comparingDouble(Cause::responsibility).reversed()));
        return new Result(outcome, situation, causes, this);
    }
}
