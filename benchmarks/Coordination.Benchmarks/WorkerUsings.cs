// Where Worker.cs finds the host. In the earlier commit Before/Program.cs says where.
global using Coordination.Host.Platform.EventCatalogue;
global using Coordination.Host.Platform.Execution;
global using Coordination.Host.Platform.Execution.Projections;
