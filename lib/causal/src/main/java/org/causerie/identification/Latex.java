// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.Collection;
import java.util.stream.Collectors;

/** Variable names as LaTeX. */
final class Latex {
    private Latex() {}

    static String name(String variable) {
        StringBuilder out = new StringBuilder("\\mathit{");
        for (int i = 0; i < variable.length(); i++) {
            char c = variable.charAt(i);
            switch (c) {
                case '\\' -> out.append("\\backslash ");
                case '^' -> out.append("\\hat{\\ }");
                case '~' -> out.append("\\sim ");
                case ' ' -> out.append("\\ ");
                case '_', '%', '$', '#', '&', '{', '}' -> out.append('\\').append(c);
                default -> out.append(c);
            }
        }
        return out.append('}').toString();
    }

    static String names(Collection<String> variables) {
        return variables.stream().map(Latex::name).collect(Collectors.joining(", "));
    }
}
