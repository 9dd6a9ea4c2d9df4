// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.BitSet;

/**
 * The distribution of some variables when others are fixed, \(P(v \mid do(\phi))\), as a formula of what is observed:
 * the P that the ID algorithm hands from call to call. Variables in neither set are summed out, and no variable of the
 * kernel depends on them.
 */
sealed interface Kernel permits ObservedKernel, ChainKernel {

    BitSet variables();

    BitSet fixed();

    /** The kernel of variables that the others are no causes of. */
    Kernel marginal(BitSet ancestral);

    /** The same kernel as a product of conditionals, with the set and its ancestors as far ahead as causes allow. */
    ChainKernel chain(BitSet early);

    /** The distribution of some of the variables. */
    Proved density(BitSet some);
}
