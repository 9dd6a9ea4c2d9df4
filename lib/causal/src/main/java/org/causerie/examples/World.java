// SPDX-License-Identifier: Apache-2.0
package org.causerie.examples;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.graph.Admg;
import org.causerie.graph.Dag;
import org.causerie.identification.AverageTreatmentEffect;
import org.causerie.model.Scm;
import org.causerie.model.TrueEffect;

/**
 * A world that makes data and of which everything is known.
 *
 * @param name its name
 * @param lesson what it shows, in a sentence
 * @param reference where it comes from
 * @param model the model that makes the data
 * @param hidden the variables that the data does not show
 * @param query the question it is about
 */
public record World(
        String name, String lesson, String reference, Scm model, Set<String> hidden, AverageTreatmentEffect query)
        implements Displayable {

    public World {
        hidden = Collections.unmodifiableSet(new TreeSet<>(hidden));
        for (String variable : hidden) model.variable(variable);
        if (hidden.contains(query.treatment()) || hidden.contains(query.outcome()))
            throw new CausalException(
                    "The treatment and the outcome of " + name + " must be seen; hidden are " + hidden);
    }

    /** The graph, hidden variables included. */
    public Dag graph() {
        return model.graph();
    }

    /** The graph over the variables that the data shows, a hidden common cause as a two-headed edge. */
    public Admg observedGraph() {
        return Admg.projection(graph(), hidden);
    }

    /** The variables that the data shows. */
    public List<String> observed() {
        return model.variables().stream().filter(name -> !hidden.contains(name)).toList();
    }

    /** Cases as one would see them: without the hidden variables. */
    public Dataset data(int rows, Seed seed) {
        return model.sample(rows, seed).select(observed());
    }

    /** The true answer to the world's question. */
    public TrueEffect.Result truth() {
        return truth(query);
    }

    /** The true answer to another question, by intervening. */
    public TrueEffect.Result truth(AverageTreatmentEffect other) {
        return model.truth(other);
    }

    @Override
    public String text() {
        return name + ": " + lesson + "\n" + model.text() + "\n" + truth().text()
                + (hidden.isEmpty() ? "" : "\nhidden: " + String.join(", ", hidden)) + "\n" + reference;
    }

    @Override
    public String toString() {
        return text();
    }
}
