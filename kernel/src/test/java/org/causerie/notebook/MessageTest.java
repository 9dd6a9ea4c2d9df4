// SPDX-License-Identifier: Apache-2.0
package org.causerie.notebook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.causerie.CausalException;
import org.causerie.notebook.Message.Channel;
import org.junit.jupiter.api.Test;

class MessageTest {
    private final Message message =
            Message.of(Channel.SHELL, "s", "execute_request", Notebooks.json("{'code': 'é < 1', 'none': null}"));

    @Test
    void whatIsWrittenIsReadAgainAlsoAfterRoutingFrames() {
        List<byte[]> frames = new ArrayList<>(message.frames("key"));
        frames.add(0, "identity".getBytes(UTF_8));
        assertThat(Message.read(Channel.SHELL, frames, "key")).isEqualTo(message);
        assertThat(Message.read(Channel.SHELL, message.frames(""), "")).isEqualTo(message);
    }

    @Test
    void aWrongOrMissingSignatureIsRefused() {
        for (String key : List.of("", "other")) {
            assertThatThrownBy(() -> Message.read(Channel.SHELL, message.frames(key), "key"))
                    .isInstanceOf(CausalException.class)
                    .hasMessageContaining("not signed");
        }
        List<byte[]> changed = message.frames("key");
        changed.set(5, "{}".getBytes(UTF_8));
        assertThatThrownBy(() -> Message.read(Channel.SHELL, changed, "key")).isInstanceOf(CausalException.class);
    }

    /** python3 -c "import hmac; print(hmac.new(b'key', b'{}{}{}{}', 'sha256').hexdigest())" */
    @Test
    void theSignatureIsThatOfJupyter() {
        JsonObject empty = new JsonObject();
        Message bare = new Message(Channel.SHELL, empty, empty, empty, empty);
        assertThat(new String(bare.frames("key").get(1), UTF_8))
                .isEqualTo("ca767b02c5bc061ed184a9a029e7f93a7f2f7ed4e8fe74120fc1212f0b008fa3");
    }
}
