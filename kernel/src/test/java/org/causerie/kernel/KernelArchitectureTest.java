// SPDX-License-Identifier: Apache-2.0
package org.causerie.kernel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KernelArchitectureTest {
    private static final Pattern LIBRARY = Pattern.compile("org/causerie/(?!kernel/|notebook/)[\\w/$]+");

    /** The kernel knows of the library how values show themselves, how tasks go on and how it says what is wrong. */
    @Test
    void theKernelKnowsLittleOfTheLibrary() throws Exception {
        Path classes = Path.of(
                Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Set<String> known = new TreeSet<>();
        try (Stream<Path> files = Files.list(classes.resolve("org/causerie/kernel"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) known.addAll(names(file));
        }
        assertThat(known)
                .contains("org/causerie/Displayable", "org/causerie/Progress")
                .isSubsetOf(
                        "org/causerie/Displayable",
                        "org/causerie/Displayable$Provider",
                        "org/causerie/Progress",
                        "org/causerie/Progress$Listener",
                        "org/causerie/CausalException");
    }

    /** The library's types that a class file names in its constants. */
    private static Set<String> names(Path file) throws IOException {
        Set<String> names = new TreeSet<>();
        Matcher found = LIBRARY.matcher(Files.readString(file, ISO_8859_1));
        while (found.find()) names.add(found.group());
        return names;
    }
}
