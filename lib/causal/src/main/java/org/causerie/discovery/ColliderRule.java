// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

/**
 * How PC and FCI decide whether the middle of an unshielded triple x — z — y is a collider. None of the rules
 * depends on the order of the columns.
 */
public enum ColliderRule {
    /**
     * z is a collider if it is not in the separating set of x and y found by the skeleton search: of those
     * of the smallest size, the one with the largest p-value.
     */
    STANDARD,

    /**
     * z is a collider if fewer than half of all the sets of neighbours that separate x and y hold it, none if more
     * do, and ambiguous at one half (Colombo and Maathuis, 2014).
     */
    MAJORITY,

    /**
     * z is a collider if no set of neighbours that separates x and y holds it, none if all of them do, and ambiguous
     * otherwise (Ramsey, Zhang and Spirtes, 2006).
     */
    CONSERVATIVE,

    /**
     * z is a collider if it is not in the set of neighbours with the largest p-value for x and y (Ramsey, 2016).
     */
    MAX_P
}
