using Coordination.Benchmarks;

var quick = args.Contains("--quick");
var seconds = TimeSpan.FromSeconds(quick ? 1 : 4);
List<Measurement> rows = [.. GateBenchmark.Run(seconds)];
Console.WriteLine(Table.Format(rows));
return 0;
