// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.List;
import java.util.Locale;
import org.causerie.Provenance;
import org.causerie.graph.Pag;

/**
 * What a search by tests found that allows for hidden causes: {@link Fci}, {@link Rfci}, {@link Gfci}.
 *
 * @param pag the graph: a tail or arrowhead holds in all graphs that fit, a circle says neither
 * @param separatingSets why pairs are not adjacent
 * @param conflicts where the data contradicts itself or the knowledge; none with enough data
 * @param ambiguous triples of which the collider rule could not say whether the middle is a collider
 * @param tests how many tests were made
 * @param alpha the level of the tests
 * @param settings the settings of the search
 * @param provenance where the result comes from
 */
public record FoundPag(
        Pag pag,
        SeparatingSets separatingSets,
        List<Conflict> conflicts,
        List<Triple> ambiguous,
        long tests,
        double alpha,
        Search settings,
        Provenance provenance)
        implements Found {

    static FoundPag of(Skeleton skeleton, PagOrientation orientation, Search settings, Provenance provenance) {
        return new FoundPag(
                orientation.pag(),
                skeleton.separatingSets(),
                orientation.conflicts(),
                orientation.ambiguous(),
                skeleton.tests(),
                skeleton.alpha(),
                settings,
                provenance);
    }

    /** A search that was interrupted, with the edges that it had not taken out, unmarked but for the knowledge. */
    static StoppedSearch stopped(Skeleton skeleton, Bounds bounds, Search settings, Provenance provenance) {
        skeleton.stop();
        PagOrientation unmarked = new PagOrientation(skeleton, bounds);
        unmarked.start();
        return new StoppedSearch(of(skeleton, unmarked, settings, provenance));
    }

    @Override
    public Pag graph() {
        return pag;
    }

    @Override
    public String text() {
        StringBuilder out = new StringBuilder(pag.text());
        out.append('\n').append(settings.getClass().getSimpleName().toUpperCase(Locale.ROOT));
        out.append(", alpha ").append(alpha).append(", ").append(tests).append(" tests");
        if (!conflicts.isEmpty()) out.append(", ").append(conflicts.size()).append(" contradictions");
        if (!ambiguous.isEmpty()) out.append(", ").append(ambiguous.size()).append(" ambiguous triples");
        if (!pag.isPag())
            out.append("\nThe marks are those of no one class of graphs: the data contradicts itself, see conflicts()");
        return out.toString();
    }

    @Override
    public String toString() {
        return text();
    }
}
