// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
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
     * @throws StoppedSearch if the search is interrupted
     */
    FoundOrder discover(int starts, Seed seed, boolean backward, Climb climb, Search settings, Provenance provenance) {
        Climbed climbed = climb(bounds, starts, seed, backward, climb);
        Ending best = climbed.best;
        boolean stopped = climbed.stopped;
        if (!bounds.none() && !stopped) {
            try {
                Climbed free = climb(Bounds.of(Knowledge.none(), variables), starts, seed, backward, climb);
                stopped = free.stopped;
                if (free.best.score() > best.score() && free.best.search.narrow(bounds)) best = free.best;
            } catch (CancellationException e) {
                stopped = true;
            }
        }
        FoundOrder found =
                new FoundOrder(best.search.graph().toCpdag(variables), best.order, best.score(), settings, provenance);
        if (stopped) throw new StoppedSearch(found);
        return found;
    }

    private Climbed climb(Bounds within, int starts, Seed seed, boolean backward, Climb climb) {
        Ordering natural = new Ordering(score, within, execution);
        LocalScore scores = score.remembered();
        AtomicReferenceArray<Ending> endings = new AtomicReferenceArray<>(starts);
        boolean stopped = false;
        try {
            Climbs.run(starts, execution, (i, climbs) -> {
                Ordering ordering = natural.copy();
                if (i == 0) ordering.start();
                else ordering.start(seed.split(i).random());
                boolean whole = completes(() -> climb.on(ordering, within, climbs));
                Ordering.Saved top = ordering.save();
                GreedySearch search = GreedySearch.from(
                        top.dag(), top.score(), variables, within, Targets.none(), scores, Execution.sequential());
                whole = whole && (!backward || completes(search::backward));
                endings.set(i, new Ending(search, top.names(variables), ordering.tolerance()));
                if (!whole) throw new CancellationException("interrupted");
            });
        } catch (CancellationException e) {
            stopped = true;
        }
        Ending best = IntStream.range(0, starts)
                .mapToObj(endings::get)
                .filter(Objects::nonNull)
                .reduce((kept, next) -> next.score() > kept.score() + next.tolerance ? next : kept)
                .orElseThrow(() -> new StoppedSearch("it had not the graph of any order yet"));
        return new Climbed(best, stopped);
    }

    /** Improves an ordering within bounds, and leaves it whole where it is interrupted. */
    interface Climb {
        void on(Ordering ordering, Bounds within, Climbs climbs);
    }

    /** Whether work, which leaves a graph at any time, was not interrupted. */
    private static boolean completes(Runnable work) {
        try {
            work.run();
            return true;
        } catch (CancellationException e) {
            return false;
        }
    }

    /** Where the climb from one start ended. */
    private record Ending(GreedySearch search, List<String> order, double tolerance) {
        double score() {
            return search.score();
        }
    }

    /**
     * Where the climbs from all starts ended.
     *
     * @param stopped whether they were interrupted, and this is the best they had
     */
    private record Climbed(Ending best, boolean stopped) {}
}
