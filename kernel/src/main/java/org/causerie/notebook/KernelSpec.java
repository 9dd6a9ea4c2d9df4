// SPDX-License-Identifier: Apache-2.0
package org.causerie.notebook;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.annotations.SerializedName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.causerie.CausalException;

/**
 * What {@code kernel.json} says: how a kernel is started.
 *
 * @param folder the kernelspec's folder, put in place of {@code {resource_dir}}
 * @param argv the command, with {@code {connection_file}} for the connection file
 * @param env variables added to the environment
 * @param interruptMode {@code "message"} or {@code "signal"}
 */
public record KernelSpec(
        Path folder, List<String> argv, Map<String, String> env, String displayName, String interruptMode) {

    private record Json(
            List<String> argv,
            Map<String, String> env,
            @SerializedName("display_name") String displayName,
            @SerializedName("interrupt_mode") String interruptMode) {}

    /**
     * Reads {@code kernel.json} in a kernelspec's folder.
     *
     * @throws CausalException when it is not there or names no command
     */
    public static KernelSpec read(Path kernelspec) {
        Path folder = kernelspec.toAbsolutePath(); // the kernel may be started in another one
        Path file = folder.resolve("kernel.json");
        try {
            Json json = new Gson().fromJson(Files.readString(file), Json.class);
            if (json == null || json.argv() == null || json.argv().isEmpty()) {
                throw new CausalException(file + " names no command to start the kernel with (argv)");
            }
            return new KernelSpec(
                    folder,
                    List.copyOf(json.argv()),
                    json.env() == null ? Map.of() : Map.copyOf(json.env()),
                    json.displayName() == null ? "" : json.displayName(),
                    json.interruptMode() == null ? "signal" : json.interruptMode());
        } catch (IOException | JsonParseException e) {
            throw new CausalException("Cannot read the kernelspec " + file + ": " + e.getMessage(), e);
        }
    }

    /** A copy with more variables in the kernel's environment. */
    public KernelSpec withEnv(Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(env);
        all.putAll(more);
        return new KernelSpec(folder, argv, Map.copyOf(all), displayName, interruptMode);
    }

    /** The command for one connection file. */
    List<String> command(Path connectionFile) {
        return argv.stream()
                .map(word -> word.replace("{connection_file}", connectionFile.toString())
                        .replace("{resource_dir}", folder.toString()))
                .toList();
    }
}
