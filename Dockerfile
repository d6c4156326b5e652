FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /build
# What decides the packages comes first, so that they are restored again only when it changes.
COPY global.json Directory.Build.props Directory.Packages.props ./
COPY src/Coordination.Domain/Coordination.Domain.csproj src/Coordination.Domain/packages.lock.json src/Coordination.Domain/
COPY src/Coordination.Projections/Coordination.Projections.csproj src/Coordination.Projections/packages.lock.json src/Coordination.Projections/
COPY src/Coordination.Host/Coordination.Host.csproj src/Coordination.Host/packages.lock.json src/Coordination.Host/
RUN dotnet restore src/Coordination.Host --runtime linux-x64 --locked-mode
COPY .editorconfig BannedSymbols.txt ./
COPY src/ src/
COPY docs/commands.json docs/
RUN dotnet publish src/Coordination.Host --configuration Release --runtime linux-x64 --no-restore --output /publish

FROM mcr.microsoft.com/dotnet/aspnet:10.0
# Without ICU the host does not start. This image brings it along; one that does not, such as alpine or chiselled without "-extra", fails here.
RUN ls /usr/lib/*/libicuuc.so.* >/dev/null
ENV DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=0
# The days of a task force end in its own time zone: an image without the database of zones is not one to serve from.
RUN test -e /usr/share/zoneinfo/America/Chicago
WORKDIR /app
COPY --from=build /publish ./
COPY demo/ demo/
# The development issuer keeps its key here, the host the keys of what is sensitive and the key that signs the log; nothing else is written.
RUN mkdir -p .data/identity .data/keys .data/transparency && chown -R "$APP_UID" .data && chmod -R 700 .data
USER $APP_UID
ENV ASPNETCORE_HTTP_PORTS=8080 DOTNET_EnableDiagnostics=0 DOTNET_DbgEnableMiniDump=0
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /health/ready HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
ENTRYPOINT ["dotnet", "Coordination.Host.dll"]
CMD ["serve"]
