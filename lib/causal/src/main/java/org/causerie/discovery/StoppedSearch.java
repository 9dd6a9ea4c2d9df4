// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.causerie.Displayable;

/** A search was interrupted; its message shows what it had until then, or says why that is nothing. */
public final class StoppedSearch extends CancellationException {
    private static final long serialVersionUID = 1;

    private final transient Optional<Displayable> soFar;

    /** Tells of a search that was stopped with this in hand. */
    public StoppedSearch(Displayable soFar) {
        super("The search was interrupted. What it had until then:\n" + soFar.text());
        this.soFar = Optional.of(soFar);
    }

    /**
     * Tells of a search that was stopped with nothing in hand.
     *
     * @param why a clause that says why there is nothing to show
     */
    public StoppedSearch(String why) {
        super("The search was interrupted with nothing to show: " + why);
        soFar = Optional.empty();
    }

    /** A result of the search's own kind that its settings do not vouch for: it would have been improved on. */
    public Optional<Displayable> soFar() {
        return soFar;
    }
}
