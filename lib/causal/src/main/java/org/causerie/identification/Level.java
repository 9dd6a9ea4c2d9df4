// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

/**
 * One certain level of a variable.
 *
 * @param name the level as the data or the model names it
 */
public record Level(String name) implements Value {

    @Override
    public String text(String variable) {
        return Names.variable(variable) + " = " + Names.level(variable, name);
    }

    @Override
    public String latex(String variable) {
        return Latex.name(variable) + "{=}" + Latex.name(name);
    }

    @Override
    public String toString() {
        return name;
    }
}
