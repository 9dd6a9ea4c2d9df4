// SPDX-License-Identifier: Apache-2.0
package org.causerie.explanation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.explanation.CompositionalEffect.Link;

/**
 * How somebody's answers about a composed effect fare: against the truth, and against each other.
 *
 * <p>A composition is a way from the cause to the effect that stops at some of the points; every one whose links are all answered
 * is looked at. Each should give the effect of the cause on the effect.
 *
 * @param answerErrors how far each answer is from the true effect, in size
 * @param externalErrors how far each composition of answers is from the true whole
 * @param internalErrors how far each composition of answers is from the answer about the whole
 * @param kind the sort of reasoner that the answers show
 */
public record CompositionJudgement(
        Map<Link, Double> answerErrors,
        Map<List<String>, Double> externalErrors,
        Map<List<String>, Double> internalErrors,
        Kind kind)
        implements Displayable {

    /** Whether answers are right (valid), and whether they agree with each other (consistent). */
    public enum Kind {
        /** Right, and in agreement. */
        VALID_CONSISTENT("valid and consistent"),
        /** Each right within the tolerance, but their product is not the answer about the whole. */
        VALID_INCONSISTENT("valid but inconsistent"),
        /** Wrong, though in agreement. */
        INVALID_CONSISTENT("invalid but consistent"),
        /** Wrong, and not in agreement. */
        INVALID_INCONSISTENT("invalid and inconsistent");

        private final String text;

        Kind(String text) {
            this.text = text;
        }
    }

    public CompositionJudgement {
        answerErrors = Collections.unmodifiableMap(new LinkedHashMap<>(answerErrors));
        externalErrors = Collections.unmodifiableMap(new LinkedHashMap<>(externalErrors));
        internalErrors = Collections.unmodifiableMap(new LinkedHashMap<>(internalErrors));
    }

    static CompositionJudgement of(CompositionalEffect.Result truth, Map<Link, Double> answers, double tolerance) {
        if (!(tolerance >= 0)) throw new CausalException("A tolerance must be at least 0; " + tolerance + " was given");
        for (Link step : truth.steps()) answer(answers, step);
        double whole = answer(answers, truth.whole());
        Map<Link, Double> wrong = new LinkedHashMap<>();
        truth.effects().forEach((link, effect) -> {
            if (answers.containsKey(link)) wrong.put(link, Math.abs(answers.get(link) - effect.value()));
        });
        Map<List<String>, Double> external = new LinkedHashMap<>();
        Map<List<String>, Double> internal = new LinkedHashMap<>();
        for (List<String> stops : compositions(truth.points())) {
            List<Link> links = new ArrayList<>();
            for (int i = 1; i < stops.size(); i++) links.add(new Link(stops.get(i - 1), stops.get(i)));
            if (links.size() < 2 || !answers.keySet().containsAll(links)) continue;
            double product = links.stream().mapToDouble(answers::get).reduce(1, (a, b) -> a * b);
            external.put(stops, Math.abs(product - truth.direct()));
            internal.put(stops, Math.abs(product - whole));
        }
        boolean valid = within(wrong, tolerance) && within(external, tolerance);
        boolean consistent = within(internal, tolerance);
        Kind kind = valid
                ? (consistent ? Kind.VALID_CONSISTENT : Kind.VALID_INCONSISTENT)
                : (consistent ? Kind.INVALID_CONSISTENT : Kind.INVALID_INCONSISTENT);
        return new CompositionJudgement(wrong, external, internal, kind);
    }

    private static boolean within(Map<?, Double> errors, double tolerance) {
        return errors.values().stream().allMatch(error -> error <= tolerance);
    }

    /** The chain with any of the points between its ends left out. */
    private static List<List<String>> compositions(List<String> points) {
        List<List<String>> compositions = new ArrayList<>(List.of(points.subList(0, 1)));
        for (String point : points.subList(1, points.size() - 1)) {
            List<List<String>> more = new ArrayList<>();
            for (List<String> start : compositions) {
                List<String> longer = new ArrayList<>(start);
                longer.add(point);
                more.add(longer);
            }
            more.addAll(compositions);
            compositions = more;
        }
        return compositions.stream()
                .map(start -> {
                    List<String> whole = new ArrayList<>(start);
                    whole.add(points.get(points.size() - 1));
                    return List.copyOf(whole);
                })
                .toList();
    }

    private static double answer(Map<Link, Double> answers, Link link) {
        Double found = answers.get(link);
        if (found == null)
            throw new CausalException("There is no answer for " + link + "; give one for every step and for the whole");
        return found;
    }

    @Override
    public String text() {
        StringBuilder out = new StringBuilder("The answers are ").append(kind.text);
        answerErrors.forEach(
                (link, error) -> out.append(String.format(Locale.ROOT, "\n  %s: off by %.4g", link, error)));
        externalErrors.forEach((stops, error) -> out.append(String.format(
                Locale.ROOT,
                "\n  composed along %s: off by %.4g from the truth, by %.4g from the answer about the whole",
                String.join(" -> ", stops),
                error,
                internalErrors.get(stops))));
        return out.toString();
    }

    @Override
    public String toString() {
        return text();
    }
}
