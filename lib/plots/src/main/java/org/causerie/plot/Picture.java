// SPDX-License-Identifier: Apache-2.0
package org.causerie.plot;

import java.util.Optional;
import org.causerie.Displayable;

/**
 * A finished picture, with the words that stand for it where pictures cannot be shown.
 *
 * @param text what the picture says, as plain text
 * @param markup the complete SVG document, or empty where only the text could be made
 */
public record Picture(String text, Optional<String> markup) implements Displayable {

    static Picture of(String text, String svg) {
        return new Picture(text, Optional.of(svg));
    }

    @Override
    public Optional<String> svg() {
        return markup;
    }
}
