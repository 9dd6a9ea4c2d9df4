// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import org.causerie.Execution;
import org.causerie.Provenance;
import org.causerie.Seed;
import org.causerie.data.Knowledge;
import org.causerie.stat.LocalScore;

/** A search among orders of the variables from several starts, and the class of the best one's graph. */
final class OrderSearch {
    private final LocalScore score;
    private final Variables variables;
    private final Bounds bounds;
    private final Execution execution;

    OrderSearch(LocalScore score, Variables variables, Bounds bounds, Execution execution) {
        this.score = score;
        this.variables = variables;
        this.bounds = bounds;
        this.execution = execution;
    }

    /**
     * Climbs from each start and keeps the best end. What is known can end a climb early, so that it is tried without
     * as well: a better class that respects what is known is narrowed by it.
     *
     * @param backward whether to delete edges from its class while that raises the score
     * @param climb improves an ordering within bounds, and leaves it whole where it is interrupted
     * @throws StoppedSearch if the search is interrupted
     */
    FoundOrder discover(
            int starts,
            Seed seed,
            boolean backward,
            BiConsumer<Ordering, Bounds> climb,
            Search settings,
            Provenance provenance) {
        Ending best = climb(bounds, starts, seed, backward, climb);
        boolean stopped = best.stopped;
        if (!bounds.none() && !stopped) {
            try {
                Ending free = climb(Bounds.of(Knowledge.none(), variables), starts, seed, backward, climb);
                stopped = free.stopped;
                if (free.search.score() > best.search.score() && free.search.narrow(bounds)) best = free;
            } catch (CancellationException e) {
                stopped = true;
            }
        }
        FoundOrder found = new FoundOrder(
                best.search.graph().toCpdag(variables), best.order, best.search.score(), settings, provenance);
        if (stopped) throw new StoppedSearch(found);
        return found;
    }

    private Ending climb(Bounds within, int starts, Seed seed, boolean backward, BiConsumer<Ordering, Bounds> climb) {
        Ordering ordering = new Ordering(score, within, execution);
        LocalScore scores = score.remembered();
        Optional<Ending> best = Optional.empty();
        boolean stopped = false;
        for (int i = 0; i < starts && !stopped; i++) {
            boolean started = false;
            try {
                if (i == 0) ordering.start();
                else ordering.start(seed.split(i).random());
                started = true;
                climb.accept(ordering, within);
            } catch (CancellationException e) {
                if (best.isEmpty() && !started) throw new StoppedSearch("it had not the graph of any order yet");
                stopped = true;
            }
            if (!started) continue;
            Ending ending = ending(ordering, within, backward && !stopped, scores);
            stopped |= ending.stopped;
            if (best.isEmpty() || ending.search.score() > best.get().search.score() + ordering.tolerance())
                best = Optional.of(ending);
        }
        Ending found = best.orElseThrow();
        return new Ending(found.search, found.order, stopped);
    }

    private Ending ending(Ordering ordering, Bounds within, boolean backward, LocalScore scores) {
        Ordering.Saved saved = ordering.save();
        GreedySearch search =
                GreedySearch.from(saved.dag(), saved.score(), variables, within, Targets.none(), scores, execution);
        boolean stopped = false;
        try {
            if (backward) search.backward();
        } catch (CancellationException e) {
            stopped = true;
        }
        return new Ending(search, saved.names(variables), stopped);
    }

    /**
     * Where the climbs from all starts ended.
     *
     * @param stopped whether they were interrupted, and this is what they had
     */
    private record Ending(GreedySearch search, List<String> order, boolean stopped) {}
}
