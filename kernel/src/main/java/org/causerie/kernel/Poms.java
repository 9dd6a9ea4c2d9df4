// SPDX-License-Identifier: Apache-2.0
package org.causerie.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import eu.maveniverse.maven.mima.context.Context;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.Model;
import org.apache.maven.model.Parent;
import org.apache.maven.model.Repository;
import org.apache.maven.model.building.DefaultModelBuilderFactory;
import org.apache.maven.model.building.DefaultModelBuildingRequest;
import org.apache.maven.model.building.FileModelSource;
import org.apache.maven.model.building.ModelBuildingException;
import org.apache.maven.model.building.ModelBuildingRequest;
import org.apache.maven.model.building.ModelSource2;
import org.apache.maven.model.resolution.ModelResolver;
import org.apache.maven.model.resolution.UnresolvableModelException;
import org.causerie.CausalException;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;

/** Reads POMs as Maven does: parents, imported dependency management and properties included. */
final class Poms implements ModelResolver {
    private final Context maven;
    private final List<RemoteRepository> repositories;

    Poms(Context maven, List<RemoteRepository> more) {
        this.maven = maven;
        repositories = new ArrayList<>(more);
        repositories.addAll(maven.remoteRepositories());
    }

    /**
     * The effective model of a POM.
     *
     * @throws CausalException when Maven finds fault with it
     */
    Model read(String pom) {
        ModelBuildingRequest request = new DefaultModelBuildingRequest()
                .setModelSource(new Text(pom))
                .setValidationLevel(ModelBuildingRequest.VALIDATION_LEVEL_MINIMAL)
                .setProcessPlugins(false)
                .setSystemProperties(System.getProperties())
                .setModelResolver(this);
        try {
            return new DefaultModelBuilderFactory().newInstance().build(request).getEffectiveModel();
        } catch (ModelBuildingException e) {
            throw new CausalException("The POM cannot be used: " + e.getMessage(), e);
        }
    }

    /** A POM that is in no file. */
    private record Text(String pom) implements ModelSource2 {
        @Override
        public InputStream getInputStream() {
            return new ByteArrayInputStream(pom.getBytes(UTF_8));
        }

        @Override
        public String getLocation() {
            return "this cell";
        }

        @Override
        public ModelSource2 getRelatedSource(String path) {
            return null; // as the interface asks, where there is none
        }

        @Override
        public URI getLocationURI() {
            return URI.create("cell:pom");
        }
    }

    @Override
    public FileModelSource resolveModel(String groupId, String artifactId, String version)
            throws UnresolvableModelException {
        ArtifactRequest request =
                new ArtifactRequest(new DefaultArtifact(groupId, artifactId, "", "pom", version), repositories, null);
        try {
            return new FileModelSource(maven.repositorySystem()
                    .resolveArtifact(maven.repositorySystemSession(), request)
                    .getArtifact()
                    .getFile());
        } catch (ArtifactResolutionException e) {
            throw new UnresolvableModelException(e.getMessage(), groupId, artifactId, version, e);
        }
    }

    @Override
    public FileModelSource resolveModel(Parent parent) throws UnresolvableModelException {
        return resolveModel(parent.getGroupId(), parent.getArtifactId(), parent.getVersion());
    }

    @Override
    public FileModelSource resolveModel(Dependency imported) throws UnresolvableModelException {
        return resolveModel(imported.getGroupId(), imported.getArtifactId(), imported.getVersion());
    }

    @Override
    public void addRepository(Repository repository) {
        addRepository(repository, false);
    }

    @Override
    public void addRepository(Repository repository, boolean replace) {
        if (replace) repositories.removeIf(known -> known.getId().equals(repository.getId()));
        repositories.add(new RemoteRepository.Builder(repository.getId(), "default", repository.getUrl()).build());
    }

    @Override
    public Poms newCopy() {
        return new Poms(maven, repositories);
    }
}
