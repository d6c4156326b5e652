using Coordination.Demo.Story;
using Xunit;

namespace Coordination.Host.Tests.Demo;

public sealed class ShippedStoryTests
{
    [Fact]
    public void The_story_that_is_shipped_is_well_formed_and_knows_its_people()
    {
        var people = DemoPeople.Load(Path.Combine(Root(), "demo", "people.json"));

        var story = DemoStoryFile.Load(Path.Combine(Root(), "demo", "story.json"), [.. people.Keys]);

        Assert.NotEmpty(story.Steps);
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Coordination.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("The checkout was not found above the tests.");
        }

        return folder;
    }
}
