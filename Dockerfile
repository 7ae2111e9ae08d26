# syntax=docker/dockerfile:1
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
COPY src ./src
COPY examples ./examples
RUN dotnet publish src/EventExporter -c Release -o /app --nologo

# Chiseled: no shell, no package manager, a user of its own (uid 1654).
FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled
WORKDIR /app
COPY --from=build /app ./
COPY config.yaml /etc/event-exporter/config.yaml
# Active times name time zones.
COPY --from=build /usr/share/zoneinfo /usr/share/zoneinfo
# The root file system may be read-only: only /data is written to, and .NET's diagnostics socket is off.
ENV DOTNET_EnableDiagnostics=0 \
    DOTNET_GCConserveMemory=5
VOLUME /data
USER $APP_UID
EXPOSE 8080
ENTRYPOINT ["/app/event-exporter"]
CMD ["run", "--config", "/etc/event-exporter/config.yaml"]
