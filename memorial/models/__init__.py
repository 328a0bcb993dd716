"""Every noun of the house; `from memorial.models import Article` always works."""

from memorial.models.address import Address
from memorial.models.article import Article, ArticleKind, ArticleSource, Byline, Stage
from memorial.models.blocks import Block, block_types
from memorial.models.blocks.attendance import AttendanceBlock
from memorial.models.blocks.monument_facts import MonumentFactsBlock
from memorial.models.blocks.picture import PictureBlock
from memorial.models.blocks.prose import ProseBlock
from memorial.models.blocks.statement import StatementBlock
from memorial.models.comment import Comment
from memorial.models.correction import Correction
from memorial.models.edition import Edition, ImmutableError, Significance
from memorial.models.example import ExampleRecord
from memorial.models.fact import Fact, Record, StaleSaveError
from memorial.models.generation import Generation
from memorial.models.image import Image
from memorial.models.link import CheckedLink
from memorial.models.merge import Merge
from memorial.models.monument import (
    Creator,
    Identifier,
    Inscription,
    Monument,
    MonumentCitation,
    MonumentName,
    MonumentPicture,
)
from memorial.models.name import NameKind
from memorial.models.official import Official
from memorial.models.organisation import Office, OfficeName, Organisation, OrganisationName
from memorial.models.person import Person, PersonCitation, PersonName, Tenure
from memorial.models.place import Place, PlaceName
from memorial.models.presence import Presence
from memorial.models.reference import Reference
from memorial.models.refresh import RefreshTask
from memorial.models.review import ReviewStep, ReviewStepKind
from memorial.models.revision import Revision
from memorial.models.share import ShareLink
from memorial.models.site import FollowChannel, FrontPageEntry, SiteSettings
from memorial.models.source import Source
from memorial.models.statement import Statement, StatementTranslation
from memorial.models.topic import Topic
from memorial.models.translation import Translation
from memorial.models.unveiling import Participation, Unveiling, UnveilingCitation
from memorial.models.withdrawal import Withdrawal, Withholding
