// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

/** What a variable of an expression is set or seen to be: any level, named by a symbol, or one certain level. */
public sealed interface Value extends Comparable<Value> permits Symbol, Level {

    /** The value as it stands in a formula beside its variable: {@code x}, {@code x'} or {@code x = 1}. */
    String text(String variable);

    /** The same in LaTeX. */
    String latex(String variable);

    /** Symbols before levels, each by name. */
    @Override
    default int compareTo(Value other) {
        if (this instanceof Symbol mine && other instanceof Symbol that) return Symbol.ORDER.compare(mine, that);
        if (this instanceof Level mine && other instanceof Level that)
            return mine.name().compareTo(that.name());
        return this instanceof Symbol ? -1 : 1;
    }
}
