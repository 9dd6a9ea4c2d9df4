// SPDX-License-Identifier: Apache-2.0
package org.causerie.explanation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.model.StochasticMatrix;

/**
 * What is known at a model of a network, of its own or from others: a distribution of its variables, and the intervention
 * after which it is one.
 *
 * @param path the models that it has come through, the last the one that knows it
 * @param settings the levels that the intervention sets, each with its probability; one empty setting for what is observed
 * @param distribution the joint distribution of all variables of the last model
 */
public record RelativeKnowledge(
        List<String> path, Map<Map<String, String>, Double> settings, StochasticMatrix distribution)
        implements Displayable {

    public RelativeKnowledge {
        path = List.copyOf(path);
        if (path.isEmpty()) throw new CausalException("Knowledge is of a model; none was named");
        Map<Map<String, String>, Double> copy = new LinkedHashMap<>();
        settings.forEach((setting, weight) -> copy.put(Map.copyOf(setting), weight));
        settings = Collections.unmodifiableMap(copy);
    }

    /** The model that knows this. */
    public String knower() {
        return path.get(path.size() - 1);
    }

    /** The model that it is from. */
    public String source() {
        return path.get(0);
    }

    @Override
    public String text() {
        StringBuilder out = new StringBuilder("Known at " + knower());
        if (path.size() > 1) out.append(", by way of ").append(String.join(" to ", path));
        settings.forEach((setting, weight) -> {
            if (!setting.isEmpty())
                out.append(String.format(Locale.ROOT, "\nafter %s, weight %.4f", LevelCells.text(setting), weight));
        });
        return out.append("\n").append(distribution.text()).toString();
    }

    @Override
    public String toString() {
        return text();
    }
}
