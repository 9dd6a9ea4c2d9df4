// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.concurrent.CancellationException;

/** A search was interrupted; what it had until then is {@link #soFar()}, and its message shows it. */
public final class StoppedSearch extends CancellationException {
    private static final long serialVersionUID = 1;

    private final transient Found soFar;

    /** Tells of a search that was stopped with this in hand. */
    public StoppedSearch(Found soFar) {
        super("The search was interrupted. What it had until then:\n" + soFar.text());
        this.soFar = soFar;
    }

    /** What the search would have improved on: a graph that its settings do not vouch for. */
    public Found soFar() {
        return soFar;
    }
}
