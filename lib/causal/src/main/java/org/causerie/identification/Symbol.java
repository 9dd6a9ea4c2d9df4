// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.Comparator;
import org.causerie.CausalException;

/**
 * Any level of a variable: what sums run over and what stays free in a formula. Primes keep apart the symbols of one
 * variable, as in \(\sum_{x'} P(y \mid x', z) P(x')\) next to \(x\).
 *
 * @param variable whose level it stands for
 * @param primes how many primes it is written with, from 0
 */
public record Symbol(String variable, int primes) implements Value {
    static final Comparator<Symbol> ORDER =
            Comparator.comparing(Symbol::variable).thenComparingInt(Symbol::primes);

    public Symbol {
        if (variable.isBlank()) throw new CausalException("A symbol needs the name of a variable");
        if (primes < 0) throw new CausalException("A symbol has 0 or more primes; " + primes + " were given");
    }

    /** The symbol without primes. */
    public static Symbol of(String variable) {
        return new Symbol(variable, 0);
    }

    @Override
    public String text(String ignored) {
        return Names.variable(variable) + "'".repeat(primes);
    }

    @Override
    public String latex(String ignored) {
        return Latex.name(variable) + "'".repeat(primes);
    }

    @Override
    public String toString() {
        return text(variable);
    }
}
