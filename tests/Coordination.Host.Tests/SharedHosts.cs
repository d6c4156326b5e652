using Coordination.Host.Tests;
using Coordination.Testing;
using Xunit;

[assembly: AssemblyFixture(typeof(SharedHost)), AssemblyFixture(typeof(ConsentHost)), AssemblyFixture(typeof(DisclosureHost)), AssemblyFixture(typeof(ReviewHost))]

namespace Coordination.Host.Tests;

// One host for many classes, which run at the same time: to start one costs more than most classes do. A class that takes one makes survivors, cases and
// reviews of its own, changes no agency's standing and no policy, and sets nothing of the host up. Everybody else starts their own.

/// <summary>Without a task force: the members are given.</summary>
public sealed class SharedHost : CoordinationHost;

/// <summary>With the task force that <see cref="Consent.ConsentWorld"/> forms.</summary>
public sealed class ConsentHost : CoordinationHost;

/// <summary>With the task force that <see cref="Disclosures.DisclosureWorld"/> forms.</summary>
public sealed class DisclosureHost : CoordinationHost;

/// <summary>With the task force that reviews cases in <c>ReviewScene</c>.</summary>
public sealed class ReviewHost : CoordinationHost;
