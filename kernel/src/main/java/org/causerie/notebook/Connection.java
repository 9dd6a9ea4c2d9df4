// SPDX-License-Identifier: Apache-2.0
package org.causerie.notebook;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.annotations.SerializedName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.causerie.CausalException;

/**
 * What a Jupyter connection file says: where a kernel listens and how messages are signed.
 *
 * @param transport {@code "tcp"} or {@code "ipc"}
 * @param ip the address for TCP; the path before {@code -port} for IPC
 */
public record Connection(
        String transport,
        String ip,
        @SerializedName("shell_port") int shell,
        @SerializedName("iopub_port") int iopub,
        @SerializedName("stdin_port") int stdin,
        @SerializedName("control_port") int control,
        @SerializedName("hb_port") int heartbeat,
        String key,
        @SerializedName("signature_scheme") String scheme,
        @SerializedName("kernel_name") String kernel) {

    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

    /** Below the ports a system hands out by itself: no other program, and no retry of our own, can take one meanwhile. */
    private static final int FIRST_PORT = 15_000;

    private static final int PORTS = 17_000;

    /** Ports once chosen here: of kernels started at the same time, none may find another's port still free. */
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    /** Free TCP ports on loopback and a fresh key. */
    public static Connection tcp() {
        SecureRandom random = new SecureRandom();
        Set<Integer> chosen = new LinkedHashSet<>();
        for (int tried = 0; chosen.size() < 5; tried++) {
            if (tried == 10_000) throw new CausalException("Found no 5 free ports on loopback for a kernel");
            int port = FIRST_PORT + random.nextInt(PORTS);
            if (free(port) && GIVEN.add(port)) chosen.add(port);
        }
        int[] ports = chosen.stream().mapToInt(Integer::intValue).toArray();
        return new Connection(
                "tcp", "127.0.0.1", ports[0], ports[1], ports[2], ports[3], ports[4], key(random), "hmac-sha256", "");
    }

    /** Unix domain sockets in a folder and a fresh key. */
    public static Connection ipc(Path folder) {
        String path = folder.resolve("kernel").toString();
        return new Connection("ipc", path, 1, 2, 3, 4, 5, key(new SecureRandom()), "hmac-sha256", "");
    }

    public static Connection read(Path file) {
        try {
            return GSON.fromJson(Files.readString(file), Connection.class);
        } catch (IOException | JsonParseException e) {
            throw new CausalException("Cannot read the connection file " + file + ": " + e.getMessage(), e);
        }
    }

    public void write(Path file) {
        try {
            Files.writeString(file, GSON.toJson(this));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the connection file " + file, e);
        }
    }

    boolean isIpc() {
        return transport.equals("ipc");
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    private static String key(SecureRandom random) {
        byte[] key = new byte[32];
        random.nextBytes(key);
        return HexFormat.of().formatHex(key);
    }
}
