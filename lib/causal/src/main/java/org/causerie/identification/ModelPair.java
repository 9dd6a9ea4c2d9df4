// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import org.causerie.Displayable;

/**
 * Two models that nothing observed tells apart and that answer a query differently.
 *
 * @param first one model
 * @param second the other; has the variables and levels of the first
 */
public record ModelPair(WitnessModel first, WitnessModel second) implements Displayable {

    @Override
    public String text() {
        return "First model:\n" + first.text() + "\nSecond model:\n" + second.text();
    }

    @Override
    public String toString() {
        return text();
    }
}
