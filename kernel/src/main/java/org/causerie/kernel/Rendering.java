// SPDX-License-Identifier: Apache-2.0
package org.causerie.kernel;

import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import javax.imageio.ImageIO;
import org.causerie.Displayable;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;

/**
 * Turns values into MIME bundles: by a {@link Displayable.Provider} that knows the type, by the value itself
 * where it is {@link Displayable}, by what a notebook registered, and else by {@link Values}. There is always
 * {@code text/plain}.
 */
final class Rendering extends Renderer {
    private List<Displayable.Provider> providers = List.of();
    private boolean loaded;

    @Override
    public DisplayData render(Object value, Map<String, Object> parameters) {
        if (value == null) return new DisplayData("null");
        if (value instanceof DisplayData data) return data;
        if (value instanceof RenderedImage image) return picture(image);
        return displayable(value).map(Rendering::bundle).orElseGet(() -> super.render(value, parameters));
    }

    @Override
    public DisplayData renderAs(Object value, Map<String, Object> parameters, String... types) {
        Optional<Displayable> displayable = value == null ? Optional.empty() : displayable(value);
        if (displayable.isEmpty()) return super.renderAs(value == null ? "null" : value, parameters, types);
        DisplayData all = bundle(displayable.get());
        DisplayData asked = new DisplayData(displayable.get().text());
        for (String type : types) {
            MIMEType mime = MIMEType.parse(type);
            if (all.hasDataForType(mime)) asked.putData(mime, all.getData(mime));
        }
        return asked;
    }

    /** Completes what a registered function made, which for most types is nothing. */
    @Override
    protected DisplayData finalizeDisplayData(DisplayData data, Object value) {
        if (!data.hasDataForType(MIMEType.TEXT_PLAIN)) {
            data.putText(Values.text(value));
        }
        if (!data.hasDataForType(MIMEType.TEXT_HTML)) Values.html(value).ifPresent(data::putHTML);
        return data;
    }

    private static DisplayData picture(RenderedImage image) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException("The image cannot be written as PNG", e);
        }
        DisplayData data = new DisplayData("image of " + image.getWidth() + " x " + image.getHeight() + " pixels");
        data.putData(MIMEType.IMAGE_PNG, Base64.getEncoder().encodeToString(png.toByteArray()));
        return data;
    }

    private Optional<Displayable> displayable(Object value) {
        if (value instanceof CharSequence || value.getClass().getName().startsWith("java.lang.")) {
            return Optional.empty(); // before the providers are looked for, which takes a moment
        }
        for (Displayable.Provider provider : providers()) {
            Optional<Displayable> known = provider.display(value);
            if (known.isPresent()) return known;
        }
        return value instanceof Displayable displayable ? Optional.of(displayable) : Optional.empty();
    }

    private synchronized List<Displayable.Provider> providers() {
        if (!loaded) {
            providers = ServiceLoader.load(Displayable.Provider.class, Rendering.class.getClassLoader()).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();
            loaded = true;
        }
        return providers;
    }

    private static DisplayData bundle(Displayable displayable) {
        DisplayData data = new DisplayData(displayable.text());
        displayable.html().ifPresent(data::putHTML);
        displayable.svg().ifPresent(data::putSVG);
        displayable.latex().ifPresent(data::putMath);
        return data;
    }

    /** Renders with no parameters. */
    DisplayData show(Object value) {
        return render(value, new LinkedHashMap<>());
    }
}
