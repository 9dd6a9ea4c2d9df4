// SPDX-License-Identifier: Apache-2.0
package org.causerie.kernel;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.Runtimes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.maven.model.Model;
import org.causerie.CausalException;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.Exclusion;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.eclipse.aether.util.artifact.JavaScopes;

/** Finds artifacts and what they need with Maven's own resolver: its settings, its local repository, offline too. */
final class Dependencies {
    private final List<RemoteRepository> added = new ArrayList<>();

    /** Looks here too from now on. */
    void addRepository(String id, String url) {
        added.add(repository(id, url));
    }

    private static RemoteRepository repository(String id, String url) {
        return new RemoteRepository.Builder(id, "default", url).build();
    }

    /** The files of artifacts {@code group:artifact[:type[:classifier]]:version} and of all they need to run. */
    List<Path> resolve(List<String> coordinates) {
        try (Context maven = maven()) {
            List<Dependency> roots = coordinates.stream()
                    .map(coordinate -> new Dependency(artifact(coordinate), JavaScopes.RUNTIME))
                    .toList();
            return resolve(maven, roots, List.of(), added);
        }
    }

    private static Artifact artifact(String coordinate) {
        try {
            return new DefaultArtifact(coordinate);
        } catch (IllegalArgumentException e) {
            throw new CausalException("\"" + coordinate + "\" is no Maven coordinate; write group:artifact:version", e);
        }
    }

    /**
     * The files of what a POM depends on.
     *
     * @param pom a POM, or some of its elements such as {@code <dependency>} and {@code <repository>}
     * @param scopes which dependencies to take; compile, runtime and system when empty
     */
    List<Path> fromPom(String pom, List<String> scopes) {
        Set<String> wanted = new HashSet<>(scopes.isEmpty() ? List.of("compile", "runtime", "system") : scopes);
        try (Context maven = maven()) {
            Model model = new Poms(maven, added).read(complete(pom));
            List<RemoteRepository> repositories = new ArrayList<>(added);
            model.getRepositories().forEach(r -> repositories.add(repository(r.getId(), r.getUrl())));
            List<Dependency> roots = model.getDependencies().stream()
                    .filter(d ->
                            wanted.contains(Optional.ofNullable(d.getScope()).orElse("compile")))
                    .map(Dependencies::dependency)
                    .toList();
            List<Dependency> managed = model.getDependencyManagement() == null
                    ? List.of()
                    : model.getDependencyManagement().getDependencies().stream()
                            .map(Dependencies::dependency)
                            .toList();
            return resolve(maven, roots, managed, repositories);
        }
    }

    /** Puts loose elements into a POM. */
    private static String complete(String pom) {
        if (pom.contains("<project")) return pom;
        String dependencies = loose(pom, "dependencies", "dependency");
        String repositories = loose(pom, "repositories", "repository");
        return "<project><modelVersion>4.0.0</modelVersion><groupId>cell</groupId><artifactId>cell</artifactId>"
                + "<version>1</version>" + repositories + dependencies + "</project>";
    }

    private static String loose(String pom, String all, String one) {
        String elements = Pattern.compile("<" + one + ">.*?</" + one + ">", Pattern.DOTALL)
                .matcher(pom)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.joining());
        return "<" + all + ">" + elements + "</" + all + ">";
    }

    private static Dependency dependency(org.apache.maven.model.Dependency from) {
        String type = Optional.ofNullable(from.getType()).orElse("jar");
        String classifier = Optional.ofNullable(from.getClassifier()).orElse("");
        String extension = type.equals("test-jar") ? "jar" : type;
        Artifact artifact =
                new DefaultArtifact(from.getGroupId(), from.getArtifactId(), classifier, extension, from.getVersion());
        List<Exclusion> exclusions = from.getExclusions().stream()
                .map(e -> new Exclusion(e.getGroupId(), e.getArtifactId(), "*", "*"))
                .toList();
        return new Dependency(artifact, from.getScope(), from.isOptional(), exclusions);
    }

    private static Context maven() {
        ContextOverrides.Builder overrides = ContextOverrides.create().withUserSettings(true);
        Optional.ofNullable(System.getProperty("maven.repo.local"))
                .ifPresent(folder -> overrides.withLocalRepositoryOverride(Path.of(folder)));
        return Runtimes.INSTANCE.getRuntime().create(overrides.build());
    }

    private static List<Path> resolve(
            Context maven, List<Dependency> roots, List<Dependency> managed, List<RemoteRepository> more) {
        List<RemoteRepository> repositories = new ArrayList<>(more);
        repositories.addAll(maven.remoteRepositories());
        CollectRequest collect = new CollectRequest(roots, managed, repositories);
        try {
            return maven
                    .repositorySystem()
                    .resolveDependencies(maven.repositorySystemSession(), new DependencyRequest(collect, null))
                    .getArtifactResults()
                    .stream()
                    .map(ArtifactResult::getArtifact)
                    .map(artifact -> artifact.getFile().toPath())
                    .toList();
        } catch (DependencyResolutionException e) {
            throw new CausalException(e.getMessage(), e);
        }
    }
}
